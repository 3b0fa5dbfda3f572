package io.embedesk.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.server.SMTPServer;

/** The customer's mail server: a real one, in this process, that keeps what it receives. */
final class Postbox implements AutoCloseable {
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    private Postbox() throws UnknownHostException {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) -> mails.add(new String(data, UTF_8)))
                .build();
    }

    static Postbox open() throws UnknownHostException {
        Postbox postbox = new Postbox();
        postbox.server.start();
        return postbox;
    }

    int port() {
        return server.getPortAllocated();
    }

    String last() {
        return mails.get(mails.size() - 1);
    }

    @Override
    public void close() {
        server.stop();
    }
}
