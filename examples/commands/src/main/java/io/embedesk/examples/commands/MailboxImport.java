package io.embedesk.examples.commands;

import io.embedesk.Desk;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.RawMime;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mails of a mailbox in one file (mbox, RFC 4155), as if they came in when they were written: threads become tickets. How far it is stands in a file beside the
 * mailbox, so that an import which was interrupted goes on; what comes twice is recognised.
 */
final class MailboxImport {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    /** The first in the head of a mail; its head ends with an empty line. */
    private static final Pattern DATE =
            Pattern.compile("\\A(?:.+\\r?\\n)*?date:(.*(?:\\r?\\n[ \\t].*)*)", Pattern.CASE_INSENSITIVE);

    private static final int HEAD = 64 << 10;

    private final InboundEndpoint endpoint;
    private final PastClock clock;

    MailboxImport(Desk desk, PastClock clock) {
        this.clock = clock;
        endpoint = InboundEndpoint.builder(desk)
                .provider(RawMime.acceptingUnsignedRequests())
                .build();
    }

    ImportReport run(Path mbox, Consumer<ImportReport> progress) throws IOException {
        Path position = mbox.resolveSibling(mbox.getFileName() + ".imported");
        long done = Files.exists(position)
                ? Long.parseLong(Files.readString(position).strip())
                : 0;
        ImportReport report = new ImportReport();
        long count = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(mbox))) {
            Lines lines = new Lines(in);
            for (byte[] mail = lines.nextMail(); mail != null; mail = lines.nextMail()) {
                if (++count <= done) {
                    report.known();
                } else {
                    take(mail, count, report);
                    Files.writeString(position, Long.toString(count));
                }
                progress.accept(report);
            }
        }
        return report;
    }

    private void take(byte[] mail, long count, ImportReport report) {
        Matcher date = DATE.matcher(new String(mail, 0, Math.min(mail.length, HEAD), StandardCharsets.ISO_8859_1));
        clock.set(
                date.find() ? Optional.of(date.group(1).replaceAll("\\s+", " ").strip()) : Optional.empty());
        InboundRequest request = InboundRequest.post(
                "mbox:", Map.of("Content-Type", List.of("message/rfc822")), new ByteArrayInputStream(mail));
        int status = endpoint.handle(request).status();
        if (status == 200) {
            report.imported();
        } else {
            report.refused("mail " + count, "the desk answered " + status);
        }
    }

    /** Divides where a line begins with "From " behind an empty one; ">From " is what a mail says itself. */
    private static final class Lines {
        private final InputStream in;
        private boolean begun;

        Lines(InputStream in) {
            this.in = in;
        }

        private byte[] line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(80);
            for (int b = in.read(); b >= 0; b = in.read()) {
                line.write(b);
                if (b == '\n') {
                    break;
                }
            }
            return line.toByteArray();
        }

        private static boolean startsWith(byte[] line, byte[] start, int at) {
            for (int i = 0; i < start.length; i++) {
                if (line.length <= at + i || line[at + i] != start[i]) {
                    return false;
                }
            }
            return true;
        }

        private static int quotes(byte[] line) {
            int quotes = 0;
            while (quotes < line.length && line[quotes] == '>') {
                quotes++;
            }
            return quotes;
        }

        byte @org.jspecify.annotations.Nullable [] nextMail() throws IOException {
            ByteArrayOutputStream mail = new ByteArrayOutputStream();
            boolean blank = true;
            for (byte[] line = line(); line.length > 0; line = line()) {
                if (blank && startsWith(line, FROM, 0)) {
                    if (begun) {
                        return mail.toByteArray();
                    }
                    begun = true;
                    blank = false;
                    continue;
                }
                int quotes = quotes(line);
                boolean escaped = quotes > 0 && startsWith(line, FROM, quotes);
                mail.write(line, escaped ? 1 : 0, line.length - (escaped ? 1 : 0));
                blank = line.length <= 2 && (line[0] == '\n' || line[0] == '\r');
            }
            boolean last = begun && mail.size() > 0;
            begun = false;
            return last ? mail.toByteArray() : null;
        }
    }
}
