package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.KEY;
import static io.embedesk.inbound.Fixtures.NOW;
import static io.embedesk.inbound.Fixtures.bytes;
import static io.embedesk.inbound.Fixtures.mail;
import static io.embedesk.inbound.Fixtures.mailgunFields;
import static io.embedesk.inbound.Fixtures.request;
import static io.embedesk.inbound.Fixtures.urlEncoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.ConfigurationException;
import io.embedesk.SafeHtml;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.testing.MovableClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final InboundReader reader = InboundReader.of(
                    Mailgun.signedWith(KEY), RawMime.signedWith(KEY), GenericWebhook.signedWith(KEY))
            .clock(clock);

    private InboundEmail only(InboundRequest request) throws IOException {
        try (InboundDelivery delivery = reader.open(request)) {
            assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
            assertThat(delivery.mails()).hasSize(1);
            return delivery.mails().get(0);
        }
    }

    private Authenticity authenticity(InboundRequest request) throws IOException {
        try (InboundDelivery delivery = reader.open(request)) {
            return delivery.authenticity();
        }
    }

    @Nested
    class OfMailgun {
        /** A signature that Mailgun's documentation and others' tests agree on. */
        @Test
        void signsAsMailgunDoes() {
            Map<String, String> signed = Mailgun.sign(
                    Secret.of("foo"),
                    java.time.Instant.ofEpochSecond(1366071615),
                    "5o56tmpwd3dnwthehwclemd-i-7u2gv9vb3u745ywj67d0mc87");
            assertThat(signed)
                    .containsEntry("signature", "bc2ab6c1080d52f2a06928b93f21e86c2d28c548e2ef64354f8ba1a95bb53cd6")
                    .containsEntry("timestamp", "1366071615");
        }

        @Test
        void readsAParsedForward() throws IOException {
            InboundEmail mail = only(Fixtures.mailgun(mailgunFields("token", "ticket+x@acme.example")));
            assertThat(mail.parties().from())
                    .isEqualTo(new Mailbox("Carla Cüstomer", EmailAddress.of("carla@customer.example")));
            assertThat(mail.envelope().to()).containsExactly(EmailAddress.of("ticket+x@acme.example"));
            assertThat(mail.envelope().from()).isEqualTo("carla@customer.example");
            assertThat(mail.ids().messageId()).isEqualTo(new MessageId("first@customer.example"));
            assertThat(mail.ids().inReplyTo()).containsExactly(new MessageId("ours@acme.example"));
            assertThat(mail.body().replyText()).isEqualTo("It is on fire.");
            assertThat(mail.body().sanitizedHtml()).isEqualTo(new SafeHtml("<p>It is <b>on fire</b>.</p>"));
            assertThat(mail.authentication()).isEqualTo(Authentication.PASS);
        }

        @Test
        void readsFilesWithTheirContentIds() throws IOException {
            Map<String, String> fields = mailgunFields("token", "a@acme.example");
            fields.put("content-id-map", "{\"<logo@x>\": \"attachment-1\", \"\": \"attachment-2\"}");
            byte[] body = Fixtures.multipart(fields, Map.of("attachment-1", "\u0001PNG"));
            InboundEmail mail = only(request("multipart/form-data; boundary=frontier", body, Map.of()));
            InboundAttachment file = mail.attachments().get(0);
            assertThat(file.fileName()).hasToString("attachment-1.png");
            assertThat(file.contentType()).isEqualTo("image/png");
            assertThat(file.contentId()).isEqualTo("logo@x");
            assertThat(file.inline()).isTrue();
            assertThat(file.sizeBytes()).isEqualTo(4);
        }

        @Test
        void readsTheWholeMailWhenItIsSent() throws IOException {
            Map<String, String> fields = mailgunFields("token", "ticket+x@acme.example");
            fields.remove("body-plain");
            fields.remove("message-headers");
            fields.put("body-mime", mail("References: <a@x.example> <b@x.example>\n", "Whole"));
            InboundEmail mail = only(Fixtures.mailgun(fields));
            assertThat(mail.body().replyText()).isEqualTo("Whole");
            assertThat(mail.ids().references()).hasSize(2);
            assertThat(mail.envelope().to()).containsExactly(EmailAddress.of("ticket+x@acme.example"));
        }

        @Test
        void isForgedOnceAnythingSignedIsAnother() throws IOException {
            for (String field : List.of("timestamp", "token", "signature")) {
                Map<String, String> fields = mailgunFields("token", "a@acme.example");
                fields.put(field, "9" + fields.get(field));
                assertThat(authenticity(Fixtures.mailgun(fields))).as(field).isEqualTo(Authenticity.FORGED);
                fields.remove(field);
                assertThat(authenticity(Fixtures.mailgun(fields))).as(field).isEqualTo(Authenticity.FORGED);
            }
        }

        @Test
        void isForgedWhenItsTimeIsFarAway() throws IOException {
            InboundRequest old = Fixtures.mailgun(mailgunFields("token", "a@acme.example"));
            clock.advance(Duration.ofHours(9).plusSeconds(1));
            assertThat(authenticity(old)).isEqualTo(Authenticity.FORGED);
            clock.advance(Duration.ofHours(-10));
            assertThat(authenticity(Fixtures.mailgun(mailgunFields("token", "a@acme.example"))))
                    .isEqualTo(Authenticity.FORGED);
        }

        @Test
        void isJudgedWithoutItsAgeWhenACaptureIsLookedAt() throws IOException {
            Map<String, String> fields = mailgunFields("token", "a@acme.example");
            clock.advance(Duration.ofDays(4000));
            try (InboundDelivery delivery = reader.ofAnyAge().open(Fixtures.mailgun(fields))) {
                assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
            }
            fields.put("token", "another");
            try (InboundDelivery delivery = reader.ofAnyAge().open(Fixtures.mailgun(fields))) {
                assertThat(delivery.authenticity()).isEqualTo(Authenticity.FORGED);
            }
        }

        @Test
        void acceptsTheKeyThatIsBeingReplaced() throws IOException {
            InboundReader rotating = InboundReader.of(Mailgun.signedWith(Secret.of("a-new-key-of-some-length"), KEY))
                    .clock(clock);
            try (InboundDelivery delivery = rotating.open(Fixtures.mailgun(mailgunFields("t", "a@acme.example")))) {
                assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
                assertThat(delivery.deliveryKey()).isEqualTo("t");
            }
        }
    }

    @Nested
    class OfRawMime {
        @Test
        void readsTheMailAndItsEnvelope() throws IOException {
            InboundEmail mail = only(Fixtures.raw(mail("", "Hello"), "ticket+x@acme.example"));
            assertThat(mail.subject()).isEqualTo("Printer");
            assertThat(mail.sentAt()).contains(NOW.minus(Duration.ofHours(1)));
            assertThat(mail.envelope().to()).containsExactly(EmailAddress.of("ticket+x@acme.example"));
            assertThat(mail.parties().to()).containsExactly(EmailAddress.of("support@acme.example"));
        }

        @Test
        void isForgedOnceAnyByteIsAnother() throws IOException {
            byte[] body = bytes(mail("", "Hello"));
            Map<String, String> headers = RawMime.sign(KEY, NOW, body);
            for (int i = 0; i < body.length; i++) {
                byte[] other = body.clone();
                other[i] ^= 1;
                assertThat(authenticity(request("message/rfc822", other, headers)))
                        .isEqualTo(Authenticity.FORGED);
            }
        }

        @Test
        void acceptsEveryFormOfTheSameSignature() throws IOException {
            byte[] body = bytes(mail("", "Hello"));
            String hex = HmacSha256.hex(KEY, Bytes.of(body));
            String base64 = java.util.Base64.getEncoder()
                    .encodeToString(java.util.HexFormat.of().parseHex(hex));
            for (String form : List.of(hex, "sha256=" + hex, base64)) {
                assertThat(authenticity(request("message/rfc822", body, Map.of("X-Signature", form))))
                        .isEqualTo(Authenticity.AUTHENTIC);
            }
            for (String form : List.of("", "sha256=", "x", hex.substring(1), hex + "0")) {
                assertThat(authenticity(request("message/rfc822", body, Map.of("X-Signature", form))))
                        .isEqualTo(Authenticity.FORGED);
            }
            assertThat(authenticity(request("message/rfc822", body, Map.of()))).isEqualTo(Authenticity.FORGED);
        }

        @Test
        void isForgedWhenItsTimeIsFarAwayOrTakenOff() throws IOException {
            byte[] body = bytes(mail("", "Hello"));
            Map<String, String> headers = new LinkedHashMap<>(RawMime.sign(KEY, NOW, body));
            clock.advance(Duration.ofMinutes(6));
            assertThat(authenticity(request("message/rfc822", body, headers))).isEqualTo(Authenticity.FORGED);
            clock.advance(Duration.ofMinutes(-12));
            assertThat(authenticity(request("message/rfc822", body, headers))).isEqualTo(Authenticity.FORGED);
            clock.advance(Duration.ofMinutes(6));
            assertThat(authenticity(request("message/rfc822", body, headers))).isEqualTo(Authenticity.AUTHENTIC);
            headers.remove("X-Timestamp");
            assertThat(authenticity(request("message/rfc822", body, headers))).isEqualTo(Authenticity.FORGED);
        }
    }

    @Nested
    class OfTheGenericWebhook {
        @Test
        void readsJsonUnderManyNames() throws IOException {
            for (String json : List.of(
                    "{\"from\":\"Carla <carla@customer.example>\",\"to\":\"a@acme.example\",\"subject\":\"Hi\",\"text\":\"Hello\","
                            + "\"in_reply_to\":\"<ours@acme.example>\",\"message_id\":\"m@x.example\"}",
                    "{\"Sender\":\"carla@customer.example\",\"ToFull\":[],\"To\":[\"a@acme.example\"],\"Subject\":\"Hi\","
                            + "\"TextBody\":\"Hello\",\"Headers\":[{\"Name\":\"In-Reply-To\",\"Value\":\"<ours@acme.example>\"},"
                            + "{\"Name\":\"Message-ID\",\"Value\":\"<m@x.example>\"}]}",
                    "[{\"from\":{\"email\":\"carla@customer.example\",\"name\":\"Carla\"},\"to\":[{\"email\":\"a@acme.example\"}],"
                            + "\"subject\":\"Hi\",\"plain\":\"Hello\",\"headers\":{\"message_id\":\"<m@x.example>\","
                            + "\"in_reply_to\":\"<ours@acme.example>\"}}]")) {
                InboundEmail mail = only(Fixtures.json(json));
                assertThat(mail.parties().from()).extracting(Mailbox::address).hasToString("carla@customer.example");
                assertThat(mail.parties().to()).containsExactly(EmailAddress.of("a@acme.example"));
                assertThat(mail.subject()).isEqualTo("Hi");
                assertThat(mail.body().replyText()).isEqualTo("Hello");
                assertThat(mail.ids().messageId()).isEqualTo(new MessageId("m@x.example"));
                assertThat(mail.ids().inReplyTo()).containsExactly(new MessageId("ours@acme.example"));
            }
        }

        @Test
        void readsFormsAndMultipart() throws IOException {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("from", "carla@customer.example");
            fields.put("envelope", "{\"to\":[\"ticket+x@acme.example\"],\"from\":\"carla@customer.example\"}");
            fields.put("subject", "Grüße & mehr");
            fields.put("text", "100 % + 1");
            InboundEmail form = only(Fixtures.form(fields));
            assertThat(form.subject()).isEqualTo("Grüße & mehr");
            assertThat(form.body().replyText()).isEqualTo("100 % + 1");
            assertThat(form.envelope().to()).containsExactly(EmailAddress.of("ticket+x@acme.example"));
            byte[] body = Fixtures.multipart(fields, Map.of("file", "bytes"));
            InboundEmail multipart = only(
                    request("multipart/form-data; boundary=\"frontier\"", body, GenericWebhook.sign(KEY, NOW, body)));
            assertThat(multipart.subject()).isEqualTo("Grüße & mehr");
            assertThat(multipart.attachments()).hasSize(1);
        }

        @Test
        void prefersTheWholeMail() throws IOException {
            String json =
                    "{\"subject\":\"parsed\",\"raw\":\"" + mail("", "Whole").replace("\r\n", "\\r\\n") + "\","
                            + "\"envelope\":{\"to\":\"ticket+x@acme.example\",\"from\":\"\"}}";
            InboundEmail mail = only(Fixtures.json(json));
            assertThat(mail.subject()).isEqualTo("Printer");
            assertThat(mail.body().replyText()).isEqualTo("Whole");
            assertThat(mail.envelope().from()).isEmpty();
            assertThat(mail.suppressAutoResponse()).isTrue();
        }

        @Test
        void readsFilesInBase64() throws IOException {
            InboundEmail mail = only(
                    Fixtures.json(
                            "{\"from\":\"a@b.example\",\"attachments\":[{\"filename\":\"../a.txt\","
                                    + "\"content\":\"aGVsbG8=\",\"content_type\":\"text/plain\",\"disposition\":\"attachment\"}]}"));
            InboundAttachment file = mail.attachments().get(0);
            assertThat(file.fileName()).hasToString("a.txt");
            assertThat(file.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        }

        @Test
        void saysWhatIsWrongWithWhatItCannotRead() throws IOException {
            for (String json : List.of("{", "[1]", "{}", "\"x\"", "[".repeat(1000))) {
                try (InboundDelivery delivery = reader.open(Fixtures.json(json))) {
                    assertThatThrownBy(delivery::mails).as(json).isInstanceOf(InboundException.class);
                }
            }
        }
    }

    @Nested
    class Requests {
        @Test
        void acceptUnsignedOnesOnlyWhenTheHostSaysSo() throws IOException {
            InboundReader open = InboundReader.of(RawMime.acceptingUnsignedRequests());
            try (InboundDelivery delivery = open.open(request("message/rfc822", bytes(mail("", "x")), Map.of()))) {
                assertThat(delivery.authenticity()).isEqualTo(Authenticity.UNSIGNED);
            }
            assertThatThrownBy(InboundReader::of).isInstanceOf(ConfigurationException.class);
        }

        @Test
        void areOfNobodyWhenNobodyKnowsTheirType() {
            assertThatThrownBy(() -> reader.open(request("image/png", bytes("x"), Map.of())))
                    .isInstanceOfSatisfying(
                            InboundException.class,
                            e -> assertThat(e.reason()).isEqualTo(InboundException.Reason.NO_PROVIDER));
        }

        @Test
        void areReadUpToTheirLimit() throws IOException {
            InboundReader small = reader.limits(new InboundLimits(1_000, 3, 2, 20, 1_000, 5, 1));
            byte[] fits = bytes(mail("", "x".repeat(100)));
            small.open(request("message/rfc822", fits, Map.of())).close();
            assertThatThrownBy(() -> small.open(request("message/rfc822", new byte[1_001], Map.of())))
                    .isInstanceOfSatisfying(
                            InboundException.class,
                            e -> assertThat(e.reason()).isEqualTo(InboundException.Reason.TOO_LARGE));
        }

        @Test
        void surviveBeingCaptured() throws IOException {
            byte[] body =
                    Fixtures.multipart(mailgunFields("token", "a@acme.example"), Map.of("attachment-1", "\u0001"));
            InboundRequest request = request(
                    "multipart/form-data; boundary=frontier",
                    body,
                    Map.of("Authorization", "Basic c2VjcmV0", "X-Other", "1"));
            byte[] capture;
            try (InputStream in = BufferedRequest.read(request, InboundLimits.DEFAULT)
                    .capture()
                    .open()) {
                capture = in.readAllBytes();
            }
            assertThat(new String(capture, java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("POST /api/tickets/inbound-email HTTP/1.1\r\n")
                    .doesNotContain("c2VjcmV0")
                    .contains("X-Other: 1");
            InboundEmail mail = only(InboundRequest.ofCapture(capture));
            assertThat(mail.attachments()).hasSize(1);
        }

        @Test
        void areReadFromACaptureWithAStatusLine() throws IOException {
            byte[] form = urlEncoded(mailgunFields("token", "a@acme.example"));
            String head = "HTTP/1.1 200 OK\nContent-Type: application/x-www-form-urlencoded\n\n";
            byte[] capture = bytes(head + new String(form, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(only(InboundRequest.ofCapture(capture)).subject()).isEqualTo("Printer");
            assertThatThrownBy(() -> InboundRequest.ofCapture(bytes("no head"))).isInstanceOf(InboundException.class);
        }

        @Test
        void areReadWithBareLineFeedsBetweenParts() throws IOException {
            byte[] body = Fixtures.multipart(mailgunFields("token", "a@acme.example"), Map.of("attachment-1", "png"));
            byte[] bare = bytes(new String(body, java.nio.charset.StandardCharsets.UTF_8).replace("\r\n", "\n"));
            InboundEmail mail = only(request("multipart/form-data; boundary=frontier", bare, Map.of()));
            assertThat(mail.attachments().get(0).sizeBytes()).isEqualTo(3);
        }
    }
}
