package io.embedesk.examples.benchmarks.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.inbound.InboundException;
import io.embedesk.inbound.InboundReader;
import io.embedesk.inbound.RawMime;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Small mails that cost parsers seconds or their memory: how long each takes here, and how much it allocates. */
public record BombsRow(String name) implements Row {
    private static final int MANY = 100_000;
    private static final int RUNS = 9;
    private static final double MOST_MILLIS = 100;
    private static final double MOST_MEGABYTES = 64;
    private static final String HEAD = "From: a@b.example\r\nSubject: x\r\n";

    private record Cost(double millis, double megabytes) {}

    private interface Reading {
        void of(byte[] mail) throws Exception;
    }

    private static Map<String, String> bombs() {
        Map<String, String> bombs = new LinkedHashMap<>();
        String mixed = HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
        bombs.put("parts", mixed + "--b\r\n\r\n".repeat(MANY));
        bombs.put("guessed-parts", HEAD + "Content-Type: multipart/mixed\r\n\r\n" + "--b\r\n\r\n".repeat(MANY));
        StringBuilder nested = new StringBuilder(mixed);
        for (int i = 0; i < MANY; i++) {
            nested.append("--n")
                    .append(i)
                    .append("\r\nContent-Type: multipart/mixed; boundary=n")
                    .append(i + 1)
                    .append("\r\n\r\n");
        }
        bombs.put("nested", nested.toString());
        bombs.put("messages", HEAD + "Content-Type: message/rfc822\r\n\r\n".repeat(MANY / 4));
        bombs.put("headers", HEAD + "X: y\r\n".repeat(MANY) + "\r\nx");
        bombs.put("header", HEAD + "X: " + "y".repeat(1 << 24) + "\r\n\r\nx");
        bombs.put("folded", HEAD + "X: y\r\n" + " y\r\n".repeat(MANY) + "\r\nx");
        bombs.put("recipients", HEAD + "Cc: " + "a@b.example, ".repeat(MANY) + "\r\n\r\nx");
        bombs.put("words", HEAD + "Comments: " + "=?utf-8?q?a?= ".repeat(MANY) + "\r\n\r\nx");
        bombs.put("parameters", HEAD + "Content-Type: text/plain" + "; a*0=b".repeat(30_000) + "\r\n\r\nx");
        bombs.put("references", HEAD + "References: " + "<a@b.example> ".repeat(15_000) + "\r\n\r\nx");
        bombs.put("files", mixed + "--b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n".repeat(MANY));
        return bombs;
    }

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        boolean controlRed = false;
        List<Measurement> all = new ArrayList<>();
        for (Map.Entry<String, String> bomb : bombs().entrySet()) {
            byte[] mail = bomb.getValue().getBytes(ISO_8859_1);
            Cost cost = cost(BombsRow::ours, mail);
            if (bomb.getKey().equals("parts")) {
                // Broken on purpose: what a parser does that nobody holds back.
                controlRed = exceeds(cost(BombsRow::bare, mail));
            }
            all.add(new Measurement(
                    name + "." + bomb.getKey(),
                    cost.millis(),
                    "ms, " + Math.round(cost.megabytes()) + " MB allocated",
                    null,
                    mail.length,
                    "at most 100 ms and 64 MB",
                    !exceeds(cost),
                    null));
        }
        all.add(new Measurement(
                name + ".control",
                controlRed ? 1 : 0,
                "bare parser found out",
                null,
                1,
                "found out",
                controlRed,
                controlRed));
        return all;
    }

    private static boolean exceeds(Cost cost) {
        return cost.millis() > MOST_MILLIS || cost.megabytes() > MOST_MEGABYTES;
    }

    /** The median of some runs; what is allocated is more than what is held at any time. */
    private static Cost cost(Reading reading, byte[] mail) throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] millis = new double[RUNS];
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            reading.of(mail);
            millis[i] = (System.nanoTime() - began) / 1e6;
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - allocated);
        }
        Arrays.sort(millis);
        return new Cost(millis[RUNS / 2], (least - 2.0 * mail.length) / 1e6);
    }

    private static void ours(byte[] mail) throws IOException {
        try {
            InboundReader.of(RawMime.acceptingUnsignedRequests()).readMime(new ByteArrayInputStream(mail));
        } catch (InboundException refused) {
            // As it should be, or read: some of them are harmless here.
        }
    }

    private static void bare(byte[] mail) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
        Multipart parts = (Multipart) message.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            parts.getBodyPart(i).getContentType();
        }
    }
}
