package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.server.SMTPServer;

/** The SMTP server of the customers: real, and not the one of the demonstration. */
final class CustomerMailServer implements AutoCloseable {
    private final BlockingQueue<Received> mails = new LinkedBlockingQueue<>();
    private final SMTPServer server;

    /** A mail, byte by byte, with its envelope. */
    record Received(String from, String to, String bytes) {
        String header(String name) {
            List<String> all = headers(name);
            if (all.size() != 1) {
                throw new AssertionError("The mail has " + all.size() + " headers " + name + ":\n" + bytes);
            }
            return all.get(0);
        }

        /** Unfolded, as RFC 5322 §2.2.3 says. */
        List<String> headers(String name) {
            String head = bytes.substring(0, bytes.indexOf("\r\n\r\n") + 2);
            Matcher matcher = Pattern.compile("(?mi)^" + name + ": *(.*\\r\\n(?:[ \\t].*\\r\\n)*)")
                    .matcher(head);
            return matcher.results()
                    .map(m -> m.group(1).replaceAll("\\r\\n(?=[ \\t])", "").strip())
                    .toList();
        }
    }

    private CustomerMailServer(int port) throws UnknownHostException {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) -> mails.add(new Received(from, to, new String(data, UTF_8))))
                .build();
    }

    static CustomerMailServer start() throws UnknownHostException {
        return start(0);
    }

    static CustomerMailServer start(int port) throws UnknownHostException {
        CustomerMailServer started = new CustomerMailServer(port);
        started.server.start();
        return started;
    }

    int port() {
        return server.getPortAllocated();
    }

    String[] asSmtpOptions() {
        return new String[] {
            "--helpdesk.smtp.host=localhost",
            "--helpdesk.smtp.port=" + server.getPortAllocated(),
            "--helpdesk.smtp.tls=PLAIN"
        };
    }

    Received next() throws InterruptedException {
        Received received = mails.poll(20, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("No mail arrived within 20 seconds");
        }
        return received;
    }

    boolean isEmpty() {
        return mails.isEmpty();
    }

    @Override
    public void close() {
        server.stop();
    }
}
