package io.embedesk.examples.benchmarks.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes everything and counts by Message-ID. */
final class Sink implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("^Message-ID: *<([^>]+)>", Pattern.MULTILINE);

    private final Map<String, Integer> copies = new ConcurrentHashMap<>();
    private final SMTPServer server;

    Sink() throws UnknownHostException {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .maxConnections(200)
                .messageHandler((context, from, to, data) -> count(new String(data, ISO_8859_1)))
                .build();
        server.start();
    }

    private void count(String mail) {
        Matcher id = MESSAGE_ID.matcher(mail);
        copies.merge(id.find() ? id.group(1) : "none", 1, Integer::sum);
    }

    int port() {
        return server.getPortAllocated();
    }

    int mails() {
        return copies.size();
    }

    long doubles() {
        return copies.values().stream().mapToLong(n -> n - 1).sum();
    }

    @Override
    public void close() {
        server.stop();
    }
}
