package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.KEY;
import static io.embedesk.inbound.Fixtures.NOW;
import static io.embedesk.inbound.Fixtures.bytes;
import static io.embedesk.inbound.Fixtures.crlf;
import static io.embedesk.inbound.Fixtures.urlEncoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.ConfigurationException;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.testing.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same mail, as each provider brings it. */
class EveryProviderTest {
    private static final String RECIPIENT = "ticket+x@acme.example";
    private static final Secret OTHER = Secret.of("another-secret-that-nobody-gave-us");
    private static final String SVIX =
            "whsec_" + Base64.getEncoder().encodeToString(bytes("a-key-of-resend-with-32-bytes-xx"));
    private static final String FILE = Base64.getEncoder().encodeToString(bytes("bytes"));
    private static final String MIME = crlf("From: Carla Cruz <carla@customer.example>\nTo: support@acme.example\n"
            + "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nMessage-ID: <first@customer.example>\n"
            + "In-Reply-To: <ours@acme.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n"
            + "--b\nContent-Type: text/plain; charset=utf-8\n\nIt is on fire.\n"
            + "--b\nContent-Type: text/plain; name=\"log.txt\"\nContent-Disposition: attachment; filename=\"log.txt\"\n"
            + "Content-Transfer-Encoding: base64\n\n" + FILE + "\n--b--\n");
    private static final String HEADER_ARRAY = "[{\"Name\":\"Return-Path\",\"Value\":\"<carla@customer.example>\"},"
            + "{\"Name\":\"Message-ID\",\"Value\":\"<first@customer.example>\"},"
            + "{\"Name\":\"In-Reply-To\",\"Value\":\"<ours@acme.example>\"}]";
    private static final String HEADER_OBJECT = "{\"From\":\"Carla Cruz <carla@customer.example>\","
            + "\"To\":\"support@acme.example\",\"Subject\":\"=?utf-8?q?Gr=C3=BC=C3=9Fe?=\","
            + "\"Message-ID\":\"<first@customer.example>\",\"In-Reply-To\":\"<ours@acme.example>\","
            + "\"Received\":[\"from a\",\"from b\"]}";
    private static final KeyPair EC = pair("EC");
    private static final KeyPair RSA = pair("RSA");
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Fetcher FETCHER = place -> {
        byte[] found = place.getPath().contains("attachments") ? bytes("bytes") : bytes(MIME);
        return new ByteArrayInputStream(found);
    };

    /**
     * A provider, a request of its, and what it looks like.
     *
     * @param signedWith which headers prove the body
     * @param coversBody whether another body is found out
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sample(
            String name,
            InboundProvider provider,
            InboundProvider stranger,
            String type,
            byte[] body,
            Map<String, String> signedWith,
            boolean coversBody) {
        InboundRequest request(byte[] sent, Map<String, String> headers) {
            return Fixtures.request(type, sent, headers);
        }

        InboundRequest request() {
            return request(body, signedWith);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n") + "\"";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    static Stream<Sample> samples() {
        List<Sample> all = new ArrayList<>();
        Map<String, String> password = Postmark.sign("desk", KEY);

        Map<String, String> sendgrid = new LinkedHashMap<>();
        sendgrid.put("headers", MIME.substring(0, MIME.indexOf("MIME-Version")));
        sendgrid.put("text", "It is on fire.");
        sendgrid.put("charsets", "{\"text\":\"utf-8\"}");
        sendgrid.put("envelope", "{\"to\":[\"" + RECIPIENT + "\"],\"from\":\"carla@customer.example\"}");
        sendgrid.put("dkim", "{@customer.example : pass}");
        sendgrid.put("attachment-info", "{\"attachment1\":{\"filename\":\"log.txt\",\"type\":\"text/plain\"}}");
        byte[] parsed = Fixtures.multipart(sendgrid, Map.of("attachment1", "bytes"));
        String multipart = "multipart/form-data; boundary=frontier";
        all.add(new Sample(
                "SendGrid, parsed and signed",
                SendGrid.signedWith(encoded(EC)),
                SendGrid.signedWith(encoded(pair("EC"))),
                multipart,
                parsed,
                SendGrid.sign(EC.getPrivate(), NOW, parsed),
                true));
        Map<String, String> raw = new LinkedHashMap<>();
        raw.put("email", MIME);
        raw.put("envelope", sendgrid.getOrDefault("envelope", ""));
        raw.put("SPF", "pass");
        all.add(new Sample(
                "SendGrid, raw and with a password",
                SendGrid.withPassword("desk", KEY),
                SendGrid.withPassword("desk", OTHER),
                multipart,
                Fixtures.multipart(raw, Map.of()),
                password,
                false));

        Map<String, String> mailgun = new LinkedHashMap<>(Mailgun.sign(KEY, NOW, "token"));
        mailgun.put("recipient", RECIPIENT);
        mailgun.put("sender", "carla@customer.example");
        mailgun.put("body-mime", MIME);
        all.add(new Sample(
                "Mailgun, MIME",
                Mailgun.signedWith(KEY),
                Mailgun.signedWith(OTHER),
                FORM,
                urlEncoded(mailgun),
                Map.of(),
                false));

        String attachments = "[{\"Name\":\"log.txt\",\"Content\":\"" + FILE + "\",\"ContentType\":\"text/plain\"}]";
        all.add(new Sample(
                "Postmark",
                Postmark.withPassword("desk", KEY),
                Postmark.withPassword("desk", OTHER),
                JSON,
                bytes(
                        "{\"MessageStream\":\"inbound\",\"From\":\"Carla Cruz <carla@customer.example>\",\"To\":\"support@acme.example\","
                                + "\"Subject\":\"Grüße\",\"MessageID\":\"22c74902-a0c1\",\"OriginalRecipient\":\""
                                + RECIPIENT
                                + "\",\"TextBody\":\"It is on fire.\",\"Headers\":" + HEADER_ARRAY + ",\"Attachments\":"
                                + attachments
                                + "}"),
                password,
                false));
        all.add(new Sample(
                "Postmark, raw",
                Postmark.withPassword("desk", KEY),
                Postmark.withPassword("other", KEY),
                JSON,
                bytes("{\"MessageStream\":\"inbound\",\"MailboxHash\":\"\",\"OriginalRecipient\":\"" + RECIPIENT
                        + "\",\"Headers\":" + HEADER_ARRAY + ",\"RawEmail\":" + quoted(MIME) + "}"),
                password,
                false));

        String envelope = "{\"to\":\"" + RECIPIENT + "\",\"recipients\":[\"" + RECIPIENT
                + "\"],\"from\":\"carla@customer.example\",\"helo_domain\":\"mx\"}";
        all.add(new Sample(
                "CloudMailin, JSON",
                CloudMailin.withPassword("desk", KEY),
                CloudMailin.withPassword("desk", OTHER),
                JSON,
                bytes("{\"envelope\":" + envelope + ",\"headers\":"
                        + HEADER_OBJECT.replace("Message-ID", "message_id").replace("In-Reply-To", "in_reply_to")
                        + ",\"plain\":\"It is on fire.\",\"attachments\":[{\"file_name\":\"log.txt\",\"content\":\""
                        + FILE
                        + "\",\"content_type\":\"text/plain\"}]}"),
                password,
                false));
        Map<String, String> nested = new LinkedHashMap<>();
        nested.put("envelope[to]", RECIPIENT);
        nested.put("envelope[recipients][0]", RECIPIENT);
        nested.put("envelope[from]", "carla@customer.example");
        nested.put("message", MIME);
        all.add(new Sample(
                "CloudMailin, raw",
                CloudMailin.withPassword("desk", KEY),
                CloudMailin.withPassword("desk", OTHER),
                multipart,
                Fixtures.multipart(nested, Map.of()),
                password,
                false));

        String url = "https://desk.example/inbound?x=1";
        Map<String, String> events = Map.of(
                "mandrill_events",
                "[{\"event\":\"open\"},{\"event\":\"inbound\",\"msg\":{\"email\":\"" + RECIPIENT + "\",\"raw_msg\":"
                        + quoted(MIME) + "}}]");
        all.add(new Sample(
                "Mandrill",
                Mandrill.signedWith(url, KEY),
                Mandrill.signedWith(url + "2", KEY),
                FORM,
                urlEncoded(events),
                Mandrill.sign(url, KEY, events),
                true));

        all.add(new Sample(
                "SparkPost",
                SparkPost.withToken(KEY),
                SparkPost.withToken(OTHER),
                JSON,
                bytes("[{\"msys\":{\"relay_message\":{\"rcpt_to\":\"" + RECIPIENT
                        + "\",\"msg_from\":\"carla@customer.example\",\"content\":{\"email_rfc822_is_base64\":true,\"email_rfc822\":\""
                        + base64(MIME) + "\"}}}}]"),
                SparkPost.sign(KEY),
                false));

        all.add(new Sample(
                "Brevo",
                Brevo.withPassword(FETCHER, "desk", KEY),
                Brevo.withPassword(FETCHER, "desk", OTHER),
                JSON,
                bytes(
                        "{\"items\":[{\"Uuid\":[\"u1\"],\"MessageId\":\"<first@customer.example>\",\"InReplyTo\":\"<ours@acme.example>\","
                                + "\"From\":{\"Name\":\"Carla Cruz\",\"Address\":\"carla@customer.example\"},\"To\":[{\"Name\":null,"
                                + "\"Address\":\"support@acme.example\"}],\"Subject\":\"Grüße\",\"RawTextBody\":\"It is on fire.\","
                                + "\"Headers\":{\"Delivered-To\":\"" + RECIPIENT
                                + "\"},\"Attachments\":[{\"Name\":\"log.txt\","
                                + "\"ContentType\":\"text/plain\",\"DownloadToken\":\"t/1\"}]}]}"),
                password,
                false));

        byte[] mailersend = bytes("{\"type\":\"inbound.message\",\"data\":{\"id\":\"i1\",\"raw\":" + quoted(MIME)
                + ",\"sender\":{\"email\":\"carla@customer.example\"},\"recipients\":{\"rcptTo\":[{\"email\":\""
                + RECIPIENT
                + "\"}]}}}");
        all.add(new Sample(
                "MailerSend",
                MailerSend.signedWith(KEY),
                MailerSend.signedWith(OTHER),
                JSON,
                mailersend,
                MailerSend.sign(KEY, mailersend),
                true));

        byte[] resend = bytes("{\"type\":\"email.received\",\"data\":{\"email_id\":\"4ef9a417-02e9\",\"to\":[\""
                + RECIPIENT + "\"]}}");
        all.add(new Sample(
                "Resend",
                Resend.signedWith(FETCHER, Secret.of(SVIX)),
                Resend.signedWith(FETCHER, Secret.of("whsec_" + base64("another key, of 32 bytes as well"))),
                JSON,
                resend,
                Resend.sign(Secret.of(SVIX), "msg_1", NOW, resend),
                true));

        all.add(new Sample(
                "Mailjet",
                Mailjet.withPassword("desk", KEY),
                Mailjet.withPassword("desk", OTHER),
                JSON,
                bytes("{\"Sender\":\"carla@customer.example\",\"Recipient\":\"" + RECIPIENT + "\",\"Headers\":"
                        + HEADER_OBJECT
                        + ",\"Text-part\":\"It is on fire.\",\"Parts\":[{\"Headers\":{\"Content-Type\":\"text/plain\"},"
                        + "\"ContentRef\":\"Text-part\"},{\"Headers\":{\"Content-Type\":\"text/plain; name=x\",\"Content-Disposition\":"
                        + "\"attachment; filename=\\\"log.txt\\\"\"},\"ContentRef\":\"Attachment1\"}],\"Attachment1\":\""
                        + FILE
                        + "\"}"),
                password,
                false));

        byte[] postal = bytes("{\"id\":7,\"rcpt_to\":\"" + RECIPIENT
                + "\",\"mail_from\":\"carla@customer.example\",\"base64\":true,\"message\":\"" + base64(MIME) + "\"}");
        all.add(new Sample(
                "Postal",
                Postal.signedWith(encoded(RSA)),
                Postal.signedWith(encoded(pair("RSA"))),
                JSON,
                postal,
                Postal.sign(RSA.getPrivate(), postal),
                true));

        byte[] mime = bytes(MIME);
        Map<String, String> rawHeaders = new LinkedHashMap<>(RawMime.sign(KEY, NOW, mime));
        rawHeaders.put("X-Envelope-To", RECIPIENT);
        all.add(new Sample(
                "raw MIME",
                RawMime.signedWith(KEY),
                RawMime.signedWith(OTHER),
                "message/rfc822",
                mime,
                rawHeaders,
                true));
        return all.stream();
    }

    private static InboundReader reader(InboundProvider... providers) {
        return InboundReader.of(providers).clock(MovableClock.at(NOW.toString()));
    }

    private static Authenticity authenticity(InboundProvider provider, InboundRequest request) throws IOException {
        try (InboundDelivery delivery = reader(provider).open(request)) {
            return delivery.authenticity();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theMailIsTheSame(Sample sample) throws IOException {
        try (InboundDelivery delivery = reader(sample.provider()).open(sample.request())) {
            assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
            assertThat(delivery.mails()).hasSize(1);
            InboundEmail mail = delivery.mails().get(0);
            assertThat(mail.subject()).isEqualTo("Grüße");
            assertThat(mail.parties().from())
                    .isEqualTo(new Mailbox("Carla Cruz", EmailAddress.of("carla@customer.example")));
            assertThat(mail.ids().messageId()).isEqualTo(new MessageId("first@customer.example"));
            assertThat(mail.ids().inReplyTo()).hasSize(1);
            assertThat(mail.body().replyText()).isEqualTo("It is on fire.");
            assertThat(mail.attachments()).hasSize(1);
            assertThat(mail.attachments().get(0).fileName()).hasToString("log.txt");
            assertThat(mail.attachments().get(0).sizeBytes()).isEqualTo(5);
            if (!sample.name().equals("Resend")) {
                assertThat(mail.envelope().to()).containsExactly(EmailAddress.of(RECIPIENT));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStrangersRequestIsForged(Sample sample) throws IOException {
        assertThat(authenticity(sample.stranger(), sample.request())).isEqualTo(Authenticity.FORGED);
        if (!sample.signedWith().isEmpty()) {
            assertThat(authenticity(sample.provider(), sample.request(sample.body(), Map.of())))
                    .isEqualTo(Authenticity.FORGED);
        }
        for (String name : sample.signedWith().keySet()) {
            if (name.startsWith("X-Envelope")) {
                continue;
            }
            Map<String, String> changed = new LinkedHashMap<>(sample.signedWith());
            changed.merge(name, "", (value, none) -> (value.startsWith("9") ? "8" : "9") + value.substring(1));
            assertThat(authenticity(sample.provider(), sample.request(sample.body(), changed)))
                    .as(name)
                    .isEqualTo(Authenticity.FORGED);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void notOneByteOfWhatIsSignedMayBeAnother(Sample sample) throws IOException {
        if (!sample.coversBody()) {
            return;
        }
        for (int i = 0; i < sample.body().length; i += 7) {
            byte[] changed = sample.body().clone();
            changed[i] ^= 1;
            InboundProvider provider = sample.provider();
            Authenticity found;
            try {
                found = authenticity(provider, sample.request(changed, sample.signedWith()));
            } catch (InboundException e) {
                found = Authenticity.FORGED;
            }
            assertThat(found).as("byte " + i).isEqualTo(Authenticity.FORGED);
        }
    }

    @Test
    void eachRequestFindsItsProviderAmongAll() throws IOException {
        List<Sample> all = samples().toList();
        for (Sample sample : all) {
            InboundProvider[] providers = Stream.concat(
                            Stream.of(sample.provider()),
                            all.stream()
                                    .map(Sample::provider)
                                    .filter(other -> !other.name()
                                            .equals(sample.provider().name())))
                    .toArray(InboundProvider[]::new);
            // The other way round as well: what comes first must not take what is another's.
            InboundProvider[] reversed = new InboundProvider[providers.length];
            for (int i = 0; i < providers.length; i++) {
                reversed[i] = providers[providers.length - 1 - i];
            }
            for (InboundProvider[] order : List.of(providers, reversed)) {
                try (InboundDelivery delivery = reader(order).open(sample.request())) {
                    assertThat(delivery.provider().name())
                            .as(sample.name())
                            .isEqualTo(sample.provider().name());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void arbitraryBytesAreARefusalAndNothingElse(Sample sample) throws IOException {
        for (String body : List.of("", "{}", "[]", "null", "\u0000", "{\"items\":[null]}", "a=b&c", "[[[[")) {
            try (InboundDelivery delivery = reader(sample.provider()).open(sample.request(bytes(body), Map.of()))) {
                assertThat(delivery.deliveryKey()).isNotEmpty();
                assertThat(delivery.mails()).isNotNull();
            } catch (InboundException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
    }

    @Test
    void anOldSignatureIsForged() throws IOException {
        MovableClock clock = MovableClock.at(NOW.toString());
        Sample resend =
                samples().filter(s -> s.name().equals("Resend")).findFirst().orElseThrow();
        InboundReader reader = InboundReader.of(resend.provider()).clock(clock);
        for (Duration by : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-602))) {
            clock.advance(by);
            try (InboundDelivery delivery = reader.open(resend.request())) {
                assertThat(delivery.authenticity()).isEqualTo(Authenticity.FORGED);
            }
        }
    }

    @Test
    void amazonsTopicsAreNamedAndItsCertificatesComeFromAmazon() {
        assertThatThrownBy(() -> AmazonSes.fromTopics(FETCHER)).isInstanceOf(ConfigurationException.class);
        assertThat(AmazonSes.isOfSns("https://sns.eu-west-1.amazonaws.com/x.pem"))
                .isTrue();
        assertThat(AmazonSes.isOfSns("https://sns.cn-north-1.amazonaws.com.cn/x.pem"))
                .isTrue();
        for (String url : List.of(
                "http://sns.eu-west-1.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/x.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/x.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
                "https://bucket.s3.amazonaws.com/x.pem",
                "https://a.sns.eu-west-1.amazonaws.com/x.pem",
                "file:///etc/passwd",
                "",
                "https://sns.\u0000.amazonaws.com/")) {
            assertThat(AmazonSes.isOfSns(url)).as(url).isFalse();
        }
    }

    @Test
    void amazonsNotificationIsAsGoodAsItsSignature() throws Exception {
        URI[] asked = new URI[1];
        SelfSigned certificate = SelfSigned.make("sns.amazonaws.com");
        Fetcher fetcher = place -> {
            asked[0] = place;
            return new ByteArrayInputStream(place.getPath().endsWith(".pem") ? certificate.pem() : bytes(MIME));
        };
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", "Notification");
        fields.put("MessageId", "m1");
        fields.put("TopicArn", "arn:aws:sns:eu-west-1:1:mail");
        fields.put(
                "Message",
                "{\"notificationType\":\"Received\",\"mail\":{\"source\":\"carla@customer.example\"},\"receipt\":{\"recipients\":[\""
                        + RECIPIENT
                        + "\"],\"dmarcVerdict\":{\"status\":\"PASS\"},\"action\":{\"type\":\"S3\",\"bucketName\":\"mail\","
                        + "\"objectKey\":\"in/1\"}}}");
        fields.put("Timestamp", NOW.toString().replace("Z", ".000Z"));
        fields.put("SignatureVersion", "2");
        fields.put("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/x.pem");
        fields.put("Signature", AmazonSes.sign(certificate.privateKey(), fields));
        InboundProvider mine = AmazonSes.fromTopics(fetcher, "arn:aws:sns:eu-west-1:1:mail");
        try (InboundDelivery delivery = reader(mine).open(sns(fields))) {
            assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
            assertThat(delivery.mails().get(0).envelope().to()).containsExactly(EmailAddress.of(RECIPIENT));
            assertThat(asked[0]).hasToString("s3://mail/in/1");
        }
        assertThat(authenticity(AmazonSes.fromTopics(fetcher, "arn:aws:sns:eu-west-1:1:other"), sns(fields)))
                .isEqualTo(Authenticity.FORGED);
        for (String field : List.of("MessageId", "Message", "Timestamp", "Signature", "SigningCertURL")) {
            Map<String, String> changed = new LinkedHashMap<>(fields);
            changed.merge(field, "x", (value, x) -> x + value);
            assertThat(authenticity(mine, sns(changed))).as(field).isEqualTo(Authenticity.FORGED);
        }
    }

    private static InboundRequest sns(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(quoted(name) + ":" + quoted(value)));
        return Fixtures.request("text/plain; charset=UTF-8", bytes("{" + String.join(",", pairs) + "}"), Map.of());
    }

    @Test
    void aMailThatMailgunStoresIsGotFromMailgunAlone() throws IOException {
        List<URI> asked = new ArrayList<>();
        InboundProvider mailgun = Mailgun.signedWith(KEY).fetching(place -> {
            asked.add(place);
            return new ByteArrayInputStream(bytes(MIME));
        });
        Map<String, String> fields = new LinkedHashMap<>(Mailgun.sign(KEY, NOW, "token"));
        fields.put("recipient", RECIPIENT);
        fields.put("message-url", "https://se.api.mailgun.net/v3/domains/acme.example/messages/1");
        try (InboundDelivery delivery = reader(mailgun).open(Fixtures.request(FORM, urlEncoded(fields), Map.of()))) {
            assertThat(delivery.mails().get(0).body().replyText()).isEqualTo("It is on fire.");
        }
        assertThat(asked).hasSize(1);
        for (String url : List.of(
                "https://mailgun.net.evil.example/1",
                "http://api.mailgun.net/1",
                "https://a@api.mailgun.net:1/",
                "https://169.254.169.254/latest",
                "file:///etc/passwd",
                "https://evilmailgun.net/1",
                "::")) {
            fields.put("message-url", url);
            try (InboundDelivery delivery =
                    reader(mailgun).open(Fixtures.request(FORM, urlEncoded(fields), Map.of()))) {
                assertThatThrownBy(delivery::mails).as(url).isInstanceOf(InboundException.class);
            }
        }
        assertThat(asked).hasSize(1);
    }
}
