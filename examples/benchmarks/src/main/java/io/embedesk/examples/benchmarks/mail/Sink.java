package io.embedesk.examples.benchmarks.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes everything and counts by Message-ID. */
public final class Sink implements AutoCloseable {
    private static final Pattern MESSAGE_ID = Pattern.compile("^Message-ID: *<([^>]+)>", Pattern.MULTILINE);

    private static final int MOST_HEADER_BYTES = 16_384;

    private final Map<String, Integer> copies = new ConcurrentHashMap<>();
    private final Map<String, Integer> firsts = new ConcurrentHashMap<>();
    private final AtomicLong differing = new AtomicLong();
    private final AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);
    private final AtomicReference<Map.@Nullable Entry<String, Runnable>> once = new AtomicReference<>();
    private final int port;
    private SMTPServer server;

    public Sink() throws UnknownHostException {
        server = listening(0);
        port = server.getPortAllocated();
    }

    private SMTPServer listening(int at) throws UnknownHostException {
        SMTPServer made = SMTPServer.port(at)
                .bindAddress(InetAddress.getLoopbackAddress())
                .maxConnections(200)
                .messageHandlerFactory(context -> new Handler())
                .build();
        made.start();
        return made;
    }

    /** It cannot be reached any more. */
    public void down() {
        server.stop();
    }

    /** It can be reached again, at the same port. */
    public void up() throws UnknownHostException {
        server = listening(port);
    }

    /** What happens once: before the next answer to MAIL, RCPT, DATA or FINAL_DOT, or when a mail was ACCEPTED. */
    public void at(String place, Runnable what) {
        once.set(Map.entry(place, what));
    }

    private void reached(String place) {
        Map.Entry<String, Runnable> waiting = once.get();
        if (waiting != null && waiting.getKey().equals(place) && once.compareAndSet(waiting, null)) {
            waiting.getValue().run();
        }
    }

    private final class Handler implements MessageHandler {
        @Override
        public void from(String from) {
            reached("MAIL");
        }

        @Override
        public void recipient(String recipient) {
            reached("RCPT");
        }

        @Override
        public String data(InputStream data) throws IOException {
            reached("DATA");
            byte[] mail = data.readAllBytes();
            count(mail);
            reached("FINAL_DOT");
            return "Ok";
        }

        @Override
        public void done() {
            reached("ACCEPTED");
        }
    }

    private void count(byte[] data) {
        Matcher id = MESSAGE_ID.matcher(new String(data, 0, Math.min(data.length, MOST_HEADER_BYTES), ISO_8859_1));
        last.set(data);
        String key = id.find() ? id.group(1) : "none";
        int bytes = Arrays.hashCode(withoutTrace(data));
        Integer first = firsts.putIfAbsent(key, bytes);
        if (first != null && first != bytes) {
            differing.incrementAndGet();
        }
        copies.merge(key, 1, Integer::sum);
    }

    /** The server puts a line of its own in front, with the time. */
    private static byte[] withoutTrace(byte[] mail) {
        String text = new String(mail, ISO_8859_1);
        int end = 0;
        while (end == 0 && text.startsWith("Received:")
                || end > 0 && end < text.length() && " \t".indexOf(text.charAt(end)) >= 0) {
            end = text.indexOf('\n', end) + 1;
        }
        return text.substring(end).getBytes(ISO_8859_1);
    }

    /** {@return the port} */
    public int port() {
        return port;
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
