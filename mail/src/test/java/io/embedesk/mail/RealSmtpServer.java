package io.embedesk.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server in the process that keeps what it is sent. */
final class RealSmtpServer {
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private @Nullable SMTPServer server;

    record Mail(String from, List<String> to, String text, boolean encrypted) {}

    private record Refusal(int code, String words) {}

    private RealSmtpServer() {}

    static RealSmtpServer none() {
        return new RealSmtpServer();
    }

    static RealSmtpServer plain() throws IOException {
        return new RealSmtpServer().start(builder());
    }

    static RealSmtpServer startTls(SSLContext context, String user, String password) throws IOException {
        return new RealSmtpServer()
                .start(builder()
                        .enableTLS()
                        .requireTLS()
                        .startTlsSocketFactory(context)
                        .requireAuth(true)
                        .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((u, p, c) -> {
                            if (!u.equals(user) || !p.equals(password)) {
                                throw new LoginFailedException();
                            }
                        })));
    }

    static RealSmtpServer implicitTls(SSLContext context) throws IOException {
        return new RealSmtpServer().start(builder().serverSocketFactory(context.getServerSocketFactory()));
    }

    private static SMTPServer.Builder builder() throws IOException {
        return SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress());
    }

    private RealSmtpServer start(SMTPServer.Builder builder) {
        SMTPServer started = builder.messageHandlerFactory(Handler::new).build();
        started.start();
        server = started;
        return this;
    }

    int port() {
        return java.util.Objects.requireNonNull(server).getPortAllocated();
    }

    List<Mail> mails() {
        return mails;
    }

    /** MAIL is the first command that reaches a handler; AUTH would have had to come before it. */
    List<String> commands() {
        return mails.stream().map(mail -> "MAIL " + mail.from()).toList();
    }

    void refuse(String address, int code, String words) {
        refusals.put(address, new Refusal(code, words));
    }

    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    private final class Handler implements MessageHandler {
        private final MessageContext context;
        private final List<String> to = new ArrayList<>();
        private String from = "";

        Handler(MessageContext context) {
            this.context = context;
        }

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) throws RejectException {
            Refusal refusal = refusals.get(address);
            if (refusal != null) {
                throw new RejectException(refusal.code(), refusal.words());
            }
            to.add(address);
        }

        @Override
        public String data(InputStream data) throws IOException {
            String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            boolean encrypted = context.getTlsPeerCertificates() != null || server != null && server.getRequireTLS();
            mails.add(new Mail(from, List.copyOf(to), text, encrypted));
            return "Ok";
        }

        @Override
        public void done() {}
    }
}
