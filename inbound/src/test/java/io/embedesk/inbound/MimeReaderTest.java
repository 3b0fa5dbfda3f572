package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.bytes;
import static io.embedesk.inbound.Fixtures.crlf;
import static io.embedesk.inbound.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.inbound.InboundException.Reason;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.intake.IncomingMessage.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeReaderTest {
    private final InboundReader reader = InboundReader.of(RawMime.acceptingUnsignedRequests());

    private InboundEmail read(String mime) throws IOException {
        return read(bytes(mime));
    }

    private InboundEmail read(byte[] mime) throws IOException {
        return reader.readMime(new ByteArrayInputStream(mime));
    }

    private static String multipart(String type, String... parts) {
        StringBuilder body = new StringBuilder("MIME-Version: 1.0\nContent-Type: " + type + "; boundary=edge\n\n");
        for (String part : parts) {
            body.append("--edge\n").append(part).append('\n');
        }
        return crlf("From: carla@customer.example\nSubject: x\n" + body + "--edge--\n");
    }

    @Nested
    class Bodies {
        @Test
        void takesTextAndHtmlOfAnAlternative() throws IOException {
            InboundEmail mail = read(multipart(
                    "multipart/alternative",
                    "Content-Type: text/plain\n\nplain",
                    "Content-Type: text/html\n\n<p>rich</p>"));
            assertThat(mail.body().text()).isEqualTo("plain");
            assertThat(mail.body().unsafeHtml()).isEqualTo("<p>rich</p>");
            assertThat(mail.attachments()).isEmpty();
        }

        @Test
        void keepsFilesInlineImagesAndForwardedMails() throws IOException {
            InboundEmail mail = read(multipart(
                    "multipart/mixed",
                    "Content-Type: text/plain\n\nsee files",
                    "Content-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\n\naGVsbG8=",
                    "Content-Type: image/png\nContent-ID: <logo@x>\nContent-Disposition: inline\n\nPNG",
                    "Content-Type: message/rfc822\n\nFrom: a@b.example\nSubject: inner\n\nInner text",
                    "Content-Disposition: attachment; filename*=UTF-8''%C3%9Cber.txt\n\nattached text"));
            assertThat(mail.body().replyText()).isEqualTo("see files");
            assertThat(mail.attachments())
                    .extracting(a -> a.fileName().value())
                    .containsExactly("a.pdf", "image.png", "message.eml", "Über.txt");
            assertThat(mail.attachments().get(0).sizeBytes()).isEqualTo(5);
            assertThat(mail.attachments().get(1).inline()).isTrue();
            assertThat(mail.attachments().get(1).contentId()).isEqualTo("logo@x");
        }

        @Test
        void readsCharactersAsDeclaredOrAsTheyMustBeMeant() throws IOException {
            byte[] head = bytes(crlf("From: a@b.example\nContent-Type: text/plain; charset=%s\n\n"));
            for (String[] c : new String[][] {
                {"iso-8859-1", "windows-1252"},
                {"nonsense", "UTF-8"},
                {"us-ascii", "UTF-8"},
                {"utf-8", "windows-1252"},
                {"gb2312", "GBK"}
            }) {
                String text = c[0].equals("gb2312") ? "你好" : "Grüße – €";
                byte[] body = text.getBytes(c[1]);
                byte[] start = bytes(new String(head, StandardCharsets.UTF_8).replace("%s", c[0]));
                byte[] whole = java.util.Arrays.copyOf(start, start.length + body.length);
                System.arraycopy(body, 0, whole, start.length, body.length);
                assertThat(read(whole).body().text())
                        .as(c[0] + " holding " + c[1])
                        .isEqualTo(text);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!! no base64 at all",
                    "Content-Type: multipart/mixed\n\nno boundary",
                    "Content-Type: multipart/mixed; boundary=x\n\nnever used",
                    "Content-Type: ;;;\n\ntext",
                    "Content-Transfer-Encoding: nonsense\n\ntext",
                    "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nnever closed"
                })
        void readsBrokenMailAsFarAsItCan(String rest) throws IOException {
            InboundEmail mail = read(crlf("From: a@b.example\nSubject: broken\n" + rest));
            assertThat(mail.subject()).isEqualTo("broken");
            assertThat(mail.body().text()).isNotBlank();
        }

        @Test
        void isNoMailWithoutHeaders() {
            for (String nothing : List.of("", "\r\n\r\nbody", "   ")) {
                assertThatThrownBy(() -> read(nothing)).isInstanceOf(InboundException.class);
            }
        }
    }

    @Nested
    class Limits {
        private void refused(String mime, Reason reason) {
            assertThatThrownBy(() -> read(mime))
                    .isInstanceOfSatisfying(
                            InboundException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        }

        @Test
        void countsParts() throws IOException {
            String[] parts = new String[499];
            java.util.Arrays.fill(parts, "Content-Type: text/plain\n\nx");
            read(multipart("multipart/mixed", parts));
            parts = java.util.Arrays.copyOf(parts, 500);
            parts[499] = parts[0];
            refused(multipart("multipart/mixed", parts), Reason.TOO_MANY);
        }

        @Test
        void countsFiles() throws IOException {
            String[] files = new String[50];
            java.util.Arrays.fill(files, "Content-Type: image/png\n\nx");
            assertThat(read(multipart("multipart/mixed", files)).attachments()).hasSize(50);
            files = java.util.Arrays.copyOf(files, 51);
            files[50] = files[0];
            refused(multipart("multipart/mixed", files), Reason.TOO_MANY);
        }

        @Test
        void measuresDepth() {
            StringBuilder nested = new StringBuilder("From: a@b.example\n");
            for (int i = 0; i < 30; i++) {
                nested.append("Content-Type: multipart/mixed; boundary=b")
                        .append(i)
                        .append("\n\n--b")
                        .append(i)
                        .append('\n');
            }
            refused(crlf(nested + "\ntext"), Reason.TOO_DEEP);
        }

        @Test
        void countsHeaders() {
            refused(crlf("From: a@b.example\n" + "X-More: 1\n".repeat(500) + "\nx"), Reason.TOO_MANY);
        }
    }

    @Nested
    class Parties {
        @Test
        void isNobodysWhenItNamesSeveralAuthors() throws IOException {
            assertThat(read(crlf("From: a@b.example\nFrom: c@d.example\n\nx"))
                            .parties()
                            .ambiguous())
                    .isTrue();
            assertThat(read(crlf("From: a@b.example, c@d.example\n\nx"))
                            .parties()
                            .ambiguous())
                    .isTrue();
            assertThat(read(crlf("From: a@b.example\n\nx")).parties().ambiguous())
                    .isFalse();
        }

        @Test
        void readsAddressesThatAreWrittenBadly() throws IOException {
            assertThat(read(crlf("From: Carla <carla@customer.example\n\nx"))
                            .parties()
                            .from())
                    .isNotNull();
            assertThat(read(crlf("From: undisclosed\nSubject: x\n\nx"))
                            .parties()
                            .from())
                    .isNull();
            assertThat(read(crlf("From: =?utf-8?q?a=0D=0ABcc:_x?= <a@b.example>\n\nx"))
                            .parties()
                            .from())
                    .extracting(Mailbox::name)
                    .isEqualTo("a Bcc: x");
        }

        @Test
        void findsRecipientsThatOnlyTheTransportNamed() throws IOException {
            InboundEmail mail =
                    read(mail("Delivered-To: ticket+x@acme.example\nX-Original-To: all@acme.example\n", "x"));
            assertThat(mail.parties().others())
                    .containsExactly(EmailAddress.of("ticket+x@acme.example"), EmailAddress.of("all@acme.example"));
        }
    }

    @Nested
    class Kinds {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Auto-Submitted: auto-replied (vacation)",
                    "Auto-Submitted: auto-generated",
                    "X-Autoreply: yes",
                    "Precedence: auto_reply",
                    "X-Autoresponder: x"
                })
        void isAnAutomaticAnswer(String header) throws IOException {
            InboundEmail mail = read(mail(header + "\n", "away"));
            assertThat(mail.kind()).isEqualTo(Kind.AUTO_REPLY);
            assertThat(mail.suppressAutoResponse()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"Auto-Submitted: no", "X-Other: 1", "Precedence: normal", "X-Auto-Response-Suppress: None"})
        void isAPersons(String header) throws IOException {
            InboundEmail mail = read(mail(header + "\n", "hello"));
            assertThat(mail.kind()).isEqualTo(Kind.HUMAN);
            assertThat(mail.suppressAutoResponse()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"X-Auto-Response-Suppress: All", "Precedence: bulk", "Return-Path: <>"})
        void isAPersonsThatWantsNoAutomaticAnswer(String header) throws IOException {
            InboundEmail mail = read(mail(header + "\n", "hello"));
            assertThat(mail.kind()).isEqualTo(Kind.HUMAN);
            assertThat(mail.suppressAutoResponse()).isTrue();
        }

        @Test
        void isAList() throws IOException {
            assertThat(read(mail("List-Id: <all.acme.example>\n", "x")).kind()).isEqualTo(Kind.LIST);
            assertThat(read(mail("Precedence: list\n", "x")).kind()).isEqualTo(Kind.LIST);
        }

        @Test
        void isTheDesksOwn() throws IOException {
            String mine = mail("X-Embedesk-Loop: mine\n", "x");
            assertThat(read(mine).kind()).isEqualTo(Kind.HUMAN);
            assertThat(reader.recognising("mine"::equals)
                            .readMime(new ByteArrayInputStream(bytes(mine)))
                            .kind())
                    .isEqualTo(Kind.LOOP);
        }

        @Test
        void isABounceByItsParts() throws IOException {
            String status = """
                    Content-Type: message/DELIVERY-STATUS

                    Reporting-MTA: dns; mx.example

                    Final-Recipient: rfc822; carla@customer.example
                    Action: Failed
                    Status: 5.1.1 (no such user)

                    Final-Recipient: rfc822; dan@customer.example
                    Action: delayed
                    Status: 4.2.2
                    """;
            String mime = multipart(
                    "multipart/REPORT",
                    "Content-Type: text/plain\n\nYour mail did not arrive.",
                    status,
                    "Content-Type: text/rfc822-headers\n\nMessage-ID: <ours@acme.example>\nSubject: Re: x\n");
            InboundEmail mail = read(mime);
            assertThat(mail.kind()).isEqualTo(Kind.BOUNCE);
            InboundEmail.Bounce bounce = mail.bounce().orElseThrow();
            assertThat(bounce.originalMessageId()).hasToString("ours@acme.example");
            assertThat(bounce.recipients())
                    .containsExactly(
                            new InboundEmail.BouncedRecipient("carla@customer.example", "failed", "5.1.1"),
                            new InboundEmail.BouncedRecipient("dan@customer.example", "delayed", "4.2.2"));
            assertThat(mail.toMessage().bounced())
                    .extracting(IncomingMessage.Bounced::undelivered)
                    .asInstanceOf(InstanceOfAssertFactories.list(IncomingMessage.Undelivered.class))
                    .containsExactly(
                            new IncomingMessage.Undelivered(EmailAddress.of("carla@customer.example"), "failed 5.1.1"));
        }

        /** A warning that the server goes on trying changes nothing. */
        @Test
        void ofAMailThatIsLateBouncesForNobody() throws IOException {
            String status = """
                    Content-Type: message/delivery-status

                    Reporting-MTA: dns; mx.acme.example

                    Final-Recipient: rfc822; carla@customer.example
                    Action: delayed
                    Status: 4.4.1
                    """;
            String mime = multipart(
                    "multipart/report",
                    status,
                    "Content-Type: text/rfc822-headers\n\nMessage-ID: <ours@acme.example>\n");
            assertThat(undelivered(mime)).isEmpty();
        }

        @Test
        void namesTheAddressThatWasWrittenToAndNotWhereItWasForwarded() throws IOException {
            String status = """
                    Content-Type: message/delivery-status

                    Reporting-MTA: dns; mx.acme.example

                    Original-Recipient: rfc822;carla@customer.example
                    Final-Recipient: rfc822; carla.home@other.example
                    Status: 5.1.1
                    """;
            String mime = multipart(
                    "multipart/report",
                    status,
                    "Content-Type: text/rfc822-headers\n\nMessage-ID: <ours@acme.example>\n");
            assertThat(undelivered(mime)).containsExactly("carla@customer.example 5.1.1");
        }

        @Test
        void namesWhomOnlyAHeaderNames() throws IOException {
            String mime = "X-Failed-Recipients: carla@customer.example, dan@customer.example\n"
                    + multipart(
                            "multipart/mixed", "Content-Type: message/rfc822\n\nMessage-ID: <ours@acme.example>\n\n");
            assertThat(undelivered(mime))
                    .containsExactly("carla@customer.example failed", "dan@customer.example failed");
        }

        private List<String> undelivered(String mime) throws IOException {
            IncomingMessage.Bounced bounced =
                    Objects.requireNonNull(read(mime).toMessage().bounced());
            return bounced.undelivered().stream()
                    .map(u -> u.recipient() + " " + u.detail())
                    .toList();
        }
    }
}
