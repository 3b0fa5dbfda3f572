package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Generated mails, read by us and by a parser that shares no line with ours (Apache James Mime4j): where the two disagree about who
 * wrote, to whom, or what, somebody could show one mail to a filter and another to the desk.
 */
class OtherParserTest {
    private static final int MAILS = 2_000;
    private static final List<String> WORDS = List.of(
            "invoice",
            "Grüße",
            "naïve",
            "報告書",
            "отчёт",
            "(1)",
            "a;b",
            "it's",
            "100%",
            "\"quoted\"",
            "a,b",
            "x=y",
            "🙂",
            "über");
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, Charset.forName("windows-1251"));

    /** What two parsers should agree about. */
    private record Seen(@Nullable String from, String subject, List<String> recipients, List<String> files) {}

    @Test
    void seesTheSame() throws IOException {
        List<String> disagreements = new ArrayList<>();
        int files = 0;
        int flagged = 0;
        for (int seed = 0; seed < MAILS; seed++) {
            byte[] mail = new Generated(new Random(seed)).mail();
            InboundEmail read = ours(mail);
            Seen ours = seen(read);
            Seen theirs = theirs(mail);
            files += ours.files().size();
            flagged += read.parties().ambiguous() ? 1 : 0;
            if (!ours.equals(theirs) && !read.parties().ambiguous()) {
                disagreements.add(seed + ": " + ours + "\n   but " + theirs);
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(files).as("files").isGreaterThan(MAILS / 2);
        assertThat(flagged).as("flagged").isBetween(1, MAILS / 10);
    }

    private static InboundEmail ours(byte[] mail) throws IOException {
        return InboundReader.of(RawMime.acceptingUnsignedRequests()).readMime(new ByteArrayInputStream(mail));
    }

    private static Seen seen(InboundEmail mail) {
        List<String> recipients = new ArrayList<>();
        mail.parties().to().forEach(address -> recipients.add(address.value()));
        mail.parties().cc().forEach(address -> recipients.add(address.value()));
        return new Seen(
                mail.parties().from() == null
                        ? null
                        : mail.parties().from().address().value(),
                mail.subject(),
                recipients,
                mail.attachments().stream().map(file -> file.fileName().value()).toList());
    }

    private static Seen theirs(byte[] mail) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        Message message = builder.parseMessage(new ByteArrayInputStream(mail));
        List<String> recipients = new ArrayList<>();
        for (AddressList list : new AddressList[] {message.getTo(), message.getCc()}) {
            if (list != null) {
                list.flatten().forEach(box -> recipients.add(address(box)));
            }
        }
        List<String> files = new ArrayList<>();
        files(message, files);
        return new Seen(
                message.getFrom() == null || message.getFrom().isEmpty()
                        ? null
                        : address(message.getFrom().get(0)),
                message.getSubject() == null ? "" : message.getSubject().strip(),
                recipients,
                files);
    }

    private static String address(Mailbox box) {
        return io.embedesk.email.EmailAddress.of(box.getAddress()).value();
    }

    private static void files(Entity entity, List<String> names) {
        if (entity.getBody() instanceof Multipart parts) {
            parts.getBodyParts().forEach(part -> files(part, names));
        } else if (entity.getFilename() != null) {
            names.add(io.embedesk.FileName.of(entity.getFilename()).value());
        }
    }

    /** A mail as some program or other could have written it. */
    private static final class Generated {
        private final Random random;
        private int boundaries;

        Generated(Random random) {
            this.random = random;
        }

        private boolean chance(int of) {
            return random.nextInt(of) == 0;
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        byte[] mail() {
            StringBuilder mail = new StringBuilder();
            line(mail, "Received", "from mx.customer.example by mx.acme.example; Mon, 2 Mar 2026 09:20:00 +0000");
            line(mail, anyCase("From"), mailbox());
            if (chance(40)) {
                line(mail, "From", mailbox());
            }
            line(mail, anyCase("To"), addresses());
            if (chance(3)) {
                line(mail, anyCase("Cc"), addresses());
            }
            line(mail, anyCase("Subject"), text());
            line(mail, "Date", "Mon, 2 Mar 2026 10:20:00 +0100");
            line(mail, "Message-ID", "<" + random.nextInt(1 << 20) + "@customer.example>");
            mail.append("MIME-Version: 1.0\r\n");
            part(mail, 0);
            return mail.toString().getBytes(StandardCharsets.UTF_8);
        }

        private String anyCase(String name) {
            return chance(8) ? name.toUpperCase(java.util.Locale.ROOT) : name;
        }

        private void line(StringBuilder mail, String name, String value) {
            String folded = chance(4) && !value.contains("\"") ? value.replaceFirst(", ", ",\r\n\t") : value;
            mail.append(name).append(chance(10) ? ":  " : ": ").append(folded).append("\r\n");
        }

        private String addresses() {
            List<String> all = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                all.add(mailbox());
            }
            String list = String.join(", ", all);
            return chance(10) ? "Friends: " + list + ";" : list;
        }

        private String mailbox() {
            String address = any(List.of("carla", "c.cruz", "c+tag", "c_c", "o'neil", "1")) + "@"
                    + any(List.of("customer.example", "mail.customer.example", "b-c.example"));
            return switch (random.nextInt(6)) {
                case 0 -> address;
                case 1 -> "<" + address + ">";
                case 2 -> "\"Cruz, Carla\" <" + address + ">";
                case 3 -> "Carla Cruz <" + address + ">";
                case 4 -> encoded("Carla Grüße") + " <" + address + ">";
                default -> "\"" + any(List.of("a@b.example", "x <y@z.example>", "q; r")) + "\" <" + address + ">";
            };
        }

        private String text() {
            StringBuilder text = new StringBuilder("Re: the");
            for (int i = random.nextInt(3); i >= 0; i--) {
                String word = any(WORDS);
                boolean plain = word.chars().allMatch(c -> c < 0x7f);
                text.append(i % 2 == 0 && chance(4) ? "\r\n " : " ").append(plain ? word : encoded(word) + " and");
            }
            return text.toString();
        }

        private String encoded(String word) {
            Charset charset = any(CHARSETS);
            Charset able = charset.newEncoder().canEncode(word) ? charset : StandardCharsets.UTF_8;
            byte[] bytes = word.getBytes(able);
            if (chance(2)) {
                return "=?" + able.name() + "?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
            }
            StringBuilder quoted = new StringBuilder("=?" + able.name() + "?q?");
            for (byte b : bytes) {
                boolean letter = Character.isLetterOrDigit(b) && b > 0;
                quoted.append(b == ' ' ? "_" : letter ? String.valueOf((char) b) : String.format("=%02X", b));
            }
            return quoted.append("?=").toString();
        }

        private void part(StringBuilder mail, int depth) {
            if (depth < 3 && chance(depth == 0 ? 1 : 3)) {
                String boundary = any(List.of("b", "=_Part", "----=_Next", "b'()+_,-./:=?")) + boundaries++;
                mail.append("Content-Type: multipart/")
                        .append(any(List.of("mixed", "alternative", "related", "x-other")))
                        .append(";\r\n boundary=\"")
                        .append(boundary)
                        .append("\"\r\n\r\n");
                mail.append(chance(3) ? "A preamble\r\n" : "");
                for (int i = random.nextInt(3); i >= 0; i--) {
                    mail.append("--").append(boundary).append(chance(6) ? " \r\n" : "\r\n");
                    part(mail, depth + 1);
                }
                mail.append("--")
                        .append(boundary)
                        .append(chance(10) ? "" : "--\r\n")
                        .append(chance(4) ? "After\r\n" : "");
            } else if (chance(2)) {
                mail.append("Content-Type: text/plain; charset=utf-8\r\n\r\nIt does not open.\r\n");
            } else {
                file(mail);
            }
        }

        private void file(StringBuilder mail) {
            String name = any(WORDS).replace("\"", "") + ".pdf";
            boolean ascii = name.chars().allMatch(c -> c < 0x7f);
            mail.append("Content-Type: application/pdf\r\nContent-Disposition: attachment;\r\n ");
            switch (random.nextInt(3)) {
                case 0 ->
                    mail.append("filename=\"")
                            .append(ascii ? name : encoded(name))
                            .append('"');
                case 1 -> mail.append("filename*=utf-8''").append(percent(name));
                default ->
                    mail.append("filename*0*=utf-8''")
                            .append(percent(name.substring(0, 2)))
                            .append(";\r\n filename*1*=")
                            .append(percent(name.substring(2)));
            }
            mail.append("\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n");
        }

        private static String percent(String text) {
            return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
