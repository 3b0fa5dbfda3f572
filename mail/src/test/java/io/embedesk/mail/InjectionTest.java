package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.FileName;
import io.embedesk.InvalidInputException;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import io.embedesk.mail.testing.ScriptedSmtpServer;
import io.embedesk.mail.testing.ScriptedSmtpServer.Conversation;
import io.embedesk.spi.EmailChannel.SendResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in whichever field: on the wire there are the same headers, parts and recipients as without it. */
class InjectionTest {
    private static final String ADDED = "X-Evil: 1";
    private static final List<String> LINE_ENDS = List.of(
            "\r\n", "\n", "\r", "\0", "\u010A", "\u010D", "\u760A", "\u760D", "\u2028", "\u2029", "\u0085", "\u000B",
            "\f");

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
    private enum Field {
        SUBJECT(InjectionTest::subject),
        SENDER_NAME((mail, evil) ->
                Mails.changed(mail, new Mailbox(evil, mail.from().address()), mail.to(), mail.thread())),
        RECIPIENT_NAME((mail, evil) ->
                Mails.changed(mail, mail.from(), List.of(new Mailbox(evil, Mails.CARLA)), mail.thread())),
        RECIPIENT((mail, evil) -> mail.to(List.of(new EmailAddress("carla" + evil + "@customer.example")))),
        RECIPIENT_DOMAIN((mail, evil) -> mail.to(List.of(new EmailAddress("carla@customer" + evil + ".example")))),
        REFERENCE((mail, evil) -> Mails.changed(
                mail,
                mail.from(),
                mail.to(),
                new ThreadHeaders(
                        mail.thread().messageId(),
                        new MessageId("a" + evil + "@x.example"),
                        List.of(new MessageId("a" + evil + "@x.example"))))),
        TEXT((mail, evil) -> Mails.with("Re: x", evil, Mailbox.of(Mails.CARLA), file("a.txt", "text/plain", null))),
        FILE_NAME((mail, evil) -> withFile(file("a" + evil + ".txt", "text/plain", null))),
        FILE_TYPE((mail, evil) -> withFile(file("a.txt", "text/plain" + evil, null))),
        CONTENT_ID((mail, evil) -> withFile(file("a.txt", "text/plain", "a" + evil + "@x.example")));

        private final BiFunction<OutboundEmail, String, OutboundEmail> with;

        Field(BiFunction<OutboundEmail, String, OutboundEmail> with) {
            this.with = with;
        }
    }

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Field field : Field.values()) {
            for (String end : LINE_ENDS) {
                cells.add(Arguments.of(field, end + ADDED));
                cells.add(Arguments.of(field, end + end + ADDED));
                cells.add(Arguments.of(field, end + "." + end + "RCPT TO:<evil@evil.example>" + end));
            }
            cells.add(Arguments.of(field, "=?utf-8?Q?=0D=0AX-Evil:_1?="));
            cells.add(Arguments.of(field, "\"; x=\"\r\n" + ADDED));
            cells.add(Arguments.of(field, ">, <evil@evil.example"));
            cells.add(Arguments.of(field, "--=_3f8k2m5n7p9q1r4s6t8v0w2x4y_1"));
            cells.add(Arguments.of(field, "x".repeat(1_000_000)));
        }
        return cells.stream();
    }

    private static OutboundEmail subject(OutboundEmail mail, String evil) {
        return Mails.with("Re: " + new HeaderText(evil).value(), "y", Mailbox.of(Mails.CARLA));
    }

    private static OutboundEmail withFile(Attachment file) {
        return Mails.with("Re: x", "y", Mailbox.of(Mails.CARLA), file);
    }

    private static Attachment file(String name, String type, @Nullable String contentId) {
        return new Attachment(
                AttachmentId.mint(Instant.EPOCH),
                FileName.of(name),
                type,
                5,
                "00".repeat(32),
                contentId,
                contentId != null);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("cells")
    void addsNothing(Field field, String evil) throws Exception {
        Sent plain = sent(field.with.apply(Mails.plain(), "0"));
        OutboundEmail mail;
        try {
            mail = field.with.apply(Mails.plain(), evil);
        } catch (InvalidInputException e) {
            // Refused before anything could be made of it, in words that fit on a line.
            assertThat(e.getMessage()).doesNotContain("\r").hasSizeLessThan(1_000);
            return;
        }
        Sent sent = sent(mail);
        if (sent.mails().isEmpty()) {
            // Nobody could take such an address: nothing was said of it at all.
            assertThat(sent.commands()).noneMatch(line -> line.startsWith("MAIL"));
            return;
        }
        if (field == Field.CONTENT_ID) {
            plain.names().remove("Content-ID");
            sent.names().remove("Content-ID");
        }
        assertThat(sent.names()).isEqualTo(plain.names());
        assertThat(sent.commands()).hasSameSizeAs(plain.commands());
        assertThat(String.join("\n", sent.commands())).doesNotContain("evil@evil");
    }

    /**
     * What was seen on the wire.
     *
     * @param names how often each header is there, in the whole mail
     */
    private record Sent(Map<String, Integer> names, List<String> commands, List<String> mails) {}

    private static Sent sent(OutboundEmail mail) throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            SmtpSettings settings = SmtpSettings.builder(
                            "localhost", Mailbox.of(EmailAddress.of("support@acme.example")))
                    .port(server.port())
                    .tls(TlsMode.PLAIN)
                    .build();
            SmtpChannel channel = SmtpChannel.of(settings);
            SendResult result =
                    channel.send(mail, id -> new ByteArrayInputStream("bytes".getBytes(StandardCharsets.US_ASCII)));
            assertThat(result).isInstanceOf(SendResult.Answered.class);
            channel.close();
            Conversation conversation = server.conversations().get(0);
            List<String> commands = conversation.commands().stream()
                    .filter(line -> !line.equals("QUIT"))
                    .toList();
            if (conversation.mails().isEmpty()) {
                return new Sent(Map.of(), commands, List.of());
            }
            String wire = conversation.mails().get(0);
            assertThat(wire.replace("\r\n", ""))
                    .doesNotContain("\r")
                    .doesNotContain("\n")
                    .doesNotContain("\0");
            return new Sent(names(wire), commands, conversation.mails());
        }
    }

    /** Of the mail and of each part: lines from a beginning up to the first empty line. */
    private static Map<String, Integer> names(String wire) {
        Map<String, Integer> names = new TreeMap<>();
        boolean inHeaders = true;
        for (String line : wire.split("\r\n", -1)) {
            if (line.isEmpty()) {
                inHeaders = false;
            } else if (line.startsWith("--=_")) {
                inHeaders = true;
                names.merge("part", 1, Integer::sum);
            } else if (inHeaders && !line.startsWith(" ") && !line.startsWith("\t")) {
                names.merge(line.substring(0, Math.max(0, line.indexOf(':'))), 1, Integer::sum);
            }
        }
        return names;
    }
}
