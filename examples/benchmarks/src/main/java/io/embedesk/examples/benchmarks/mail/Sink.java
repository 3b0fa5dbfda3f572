package io.embedesk.examples.benchmarks.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes everything and counts by Message-ID. */
public final class Sink implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("^Message-ID: *<([^>]+)>", Pattern.MULTILINE);

    private static final int MOST_HEADER_BYTES = 16_384;

    private final Map<String, Integer> copies = new ConcurrentHashMap<>();
    private final Map<String, Integer> firsts = new ConcurrentHashMap<>();
    private final AtomicLong differing = new AtomicLong();
    private final AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);
    private final SMTPServer server;

    public Sink() throws UnknownHostException {
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .maxConnections(200)
                .messageHandler((context, from, to, data) -> count(data))
                .build();
        server.start();
    }

    private void count(byte[] data) {
        Matcher id = MESSAGE_ID.matcher(new String(data, 0, Math.min(data.length, MOST_HEADER_BYTES), ISO_8859_1));
        last.set(data);
        String key = id.find() ? id.group(1) : "none";
        int bytes = Arrays.hashCode(data);
        Integer first = firsts.putIfAbsent(key, bytes);
        if (first != null && first != bytes) {
            differing.incrementAndGet();
        }
        copies.merge(key, 1, Integer::sum);
    }

    /** {@return the port} */
    public int port() {
        return server.getPortAllocated();
    }

    /** {@return how many there were, copies not counted} */
    public int mails() {
        return copies.size();
    }

    /** {@return how many of a mail came besides the first} */
    public long doubles() {
        return copies.values().stream().mapToLong(n -> n - 1).sum();
    }

    /** {@return how many were not the same, byte for byte, as the first of that Message-ID} */
    public long differing() {
        return differing.get();
    }

    /** {@return the latest} */
    byte[] last() {
        return last.get();
    }

    @Override
    public void close() {
        server.stop();
    }
}
