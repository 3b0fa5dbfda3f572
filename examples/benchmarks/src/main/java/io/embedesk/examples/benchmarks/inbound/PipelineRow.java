package io.embedesk.examples.benchmarks.inbound;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.inbound.InboundDelivery;
import io.embedesk.inbound.InboundReader;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.RawMime;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;

/**
 * A whole mail, from the bytes of a request to reply text and safe HTML, beside Jakarta Mail parsing it and reading every part, and
 * for HTML beside one bare parse and clean by jsoup as well.
 */
public record PipelineRow(String name) implements Row {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int ROUNDS = 9;

    /**
     * A sort of mail.
     *
     * @param least how much of the baseline's throughput is asked for
     */
    private record Sort(String name, byte[] mail, boolean html, int times, double least) {}

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        List<Measurement> all = new ArrayList<>();
        for (Sort sort : sorts()) {
            int times = brief ? Math.max(1, sort.times() / 10) : sort.times();
            Callable<Object> ours = () -> ours(sort.mail());
            Callable<Object> bare = () -> bare(sort);
            for (int i = 0; i < 3; i++) {
                micros(ours, times);
                micros(bare, times);
            }
            double[] mine = new double[ROUNDS];
            double[] others = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                mine[i] = micros(ours, times);
                others[i] = micros(bare, times);
            }
            double ratio = median(others) / median(mine);
            all.add(besideMime4j(sort, 1e6 / median(mine), times));
            all.add(new Measurement(
                    name + "." + sort.name(),
                    1e6 / median(mine),
                    "mails/s",
                    1e6 / median(others),
                    (long) times * ROUNDS,
                    "at least " + sort.least() + " of the baseline",
                    ratio >= sort.least(),
                    null));
        }
        return all;
    }

    /** What a leaner parser needs for the same bytes, without any of what comes after parsing. */
    private Measurement besideMime4j(Sort sort, double ours, int times) throws Exception {
        double[] theirs = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            theirs[i] = micros(() -> mime4j(sort.mail()), times);
        }
        return new Measurement(
                name + "." + sort.name() + ".mime4j",
                ours,
                "mails/s",
                1e6 / median(theirs),
                (long) times * ROUNDS,
                null,
                null,
                null);
    }

    private static Object mime4j(byte[] mail) throws Exception {
        AtomicLong read = new AtomicLong();
        MimeStreamParser parser = new MimeStreamParser(MimeConfig.PERMISSIVE);
        parser.setContentDecoding(true);
        parser.setContentHandler(new AbstractContentHandler() {
            @Override
            public void body(BodyDescriptor about, InputStream in) throws IOException {
                read.addAndGet(in.transferTo(OutputStream.nullOutputStream()));
            }
        });
        parser.parse(new ByteArrayInputStream(mail));
        return read.get();
    }

    private static List<Sort> sorts() {
        String text = "It still does not open, and I have tried another browser as well.\r\n".repeat(25)
                + "\r\nOn Mon, 2 Mar 2026 at 09:14, Acme Support <support@acme.example> wrote:\r\n"
                + "> Which browser do you use, and which version of it?\r\n".repeat(10);
        String paragraph = "<p class=\"MsoNormal\" style=\"margin:0\">It <b>still</b> does not open, see"
                + " <a href=\"https://shop.example/invoice\">the invoice</a>.</p>\n";
        String html = "<html><head><style>p{margin:0}</style></head><body><div dir=\"ltr\">"
                + paragraph.repeat(30_000 / paragraph.length()) + "</div></body></html>";
        byte[] file = new byte[1 << 20];
        new Random(1).nextBytes(file);
        String encoded = Base64.getMimeEncoder().encodeToString(file);
        StringBuilder files = new StringBuilder(
                head("multipart/mixed; boundary=\"b\"") + "--b\r\nContent-Type: text/plain\r\n\r\n" + text + "\r\n");
        for (int i = 0; i < 3; i++) {
            files.append("--b\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment;"
                            + " filename=\"a.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .append(encoded)
                    .append("\r\n");
        }
        return List.of(
                new Sort("text", bytes(head("text/plain; charset=utf-8") + text), false, 2_000, 0.4),
                new Sort("html", bytes(head("text/html; charset=utf-8") + html), true, 200, 0.6),
                new Sort("files", bytes(files.append("--b--\r\n").toString()), false, 10, 0.7));
    }

    private static String head(String type) {
        return "Received: from mx.customer.example by mx.acme.example; Mon, 2 Mar 2026 09:20:00 +0000\r\n"
                + "From: Carla Cruz <carla@customer.example>\r\nTo: Acme Support <support@acme.example>\r\n"
                + "Subject: Re: The invoice does not open\r\nDate: Mon, 2 Mar 2026 10:20:00 +0100\r\n"
                + "Message-ID: <answer@customer.example>\r\nIn-Reply-To: <ours@acme.example>\r\n"
                + "References: <first@customer.example> <ours@acme.example>\r\nMIME-Version: 1.0\r\nContent-Type: "
                + type
                + "\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Object ours(byte[] mail) throws Exception {
        InboundRequest request = InboundRequest.post(
                "/inbound", Map.of("Content-Type", List.of("message/rfc822")), new ByteArrayInputStream(mail));
        try (InboundDelivery delivery =
                InboundReader.of(RawMime.acceptingUnsignedRequests()).open(request)) {
            return delivery.mails().get(0).body().replyText().length();
        }
    }

    private static Object bare(Sort sort) throws Exception {
        MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(sort.mail()));
        long read = read(message);
        return sort.html() ? Jsoup.clean((String) message.getContent(), Safelist.relaxed()) : read;
    }

    private static long read(Part part) throws Exception {
        if (part.isMimeType("multipart/*")) {
            Multipart parts = (Multipart) part.getContent();
            long read = 0;
            for (int i = 0; i < parts.getCount(); i++) {
                read += read(parts.getBodyPart(i));
            }
            return read;
        }
        try (InputStream in = part.getInputStream()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static double micros(Callable<Object> work, int times) throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < times; i++) {
            if (work.call() == null) {
                throw new IllegalStateException("nothing was read");
            }
        }
        return (System.nanoTime() - began) / 1e3 / times;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
