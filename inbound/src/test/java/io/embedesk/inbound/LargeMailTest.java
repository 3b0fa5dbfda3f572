package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.KEY;
import static io.embedesk.inbound.Fixtures.NOW;
import static io.embedesk.inbound.Fixtures.bytes;
import static io.embedesk.inbound.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A mail that does not fit into memory comfortably is read from a file, as every other is. */
class LargeMailTest {
    private static final byte[] FILE = new byte[5_000_000];

    static {
        new Random(5).nextBytes(FILE);
    }

    private static String mime() {
        return mail(
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=frontier\n",
                "--frontier\n\nSee the file.\n--frontier\nContent-Type: application/x-thing; name=thing.bin\n"
                        + "Content-Transfer-Encoding: base64\n\n"
                        + Base64.getMimeEncoder(76, bytes("\n")).encodeToString(FILE)
                        + "\n--frontier--\n");
    }

    private static InboundReader reader(InboundProvider provider) {
        return InboundReader.of(provider).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Content onlyFile(InboundDelivery delivery) throws IOException {
        InboundEmail mail = delivery.mails().get(0);
        assertThat(mail.body().replyText()).isEqualTo("See the file.");
        assertThat(mail.attachments()).hasSize(1);
        InboundAttachment file = mail.attachments().get(0);
        assertThat(file.sizeBytes()).isEqualTo(FILE.length);
        try (InputStream in = file.content().open()) {
            assertThat(in.readAllBytes()).isEqualTo(FILE);
        }
        return file.content();
    }

    @Test
    void asMime() throws IOException {
        Content file;
        try (InboundDelivery delivery = reader(RawMime.signedWith(KEY)).open(Fixtures.raw(mime()))) {
            assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
            file = onlyFile(delivery);
        }
        assertThatThrownBy(() -> {
                    try (InputStream in = file.open()) {
                        in.readAllBytes();
                    }
                })
                .as("gone with its request")
                .isInstanceOfAny(IOException.class, UncheckedIOException.class);
    }

    @Test
    void asAFieldOfAForm() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(Mailgun.sign(KEY, NOW, "token"));
        fields.put("recipient", "support@acme.example");
        fields.put("body-mime", mime());
        InboundRequest request = Fixtures.request(
                "multipart/form-data; boundary=\"border\"",
                bytes(new String(Fixtures.multipart(fields, Map.of()), java.nio.charset.StandardCharsets.UTF_8)
                        .replace("--frontier\r\nContent-Disposition", "--border\r\nContent-Disposition")
                        .replaceFirst("--frontier--\\r\\n$", "--border--\r\n")),
                Map.of());
        try (InboundDelivery delivery = reader(Mailgun.signedWith(KEY)).open(request)) {
            assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
            onlyFile(delivery);
        }
    }

    @Test
    void withABrokenEncodingAsItsBytesAre() throws IOException {
        String broken = mime().replace("base64", "x-unheard-of");
        try (InboundDelivery delivery = reader(RawMime.signedWith(KEY)).open(Fixtures.raw(broken))) {
            InboundAttachment file = delivery.mails().get(0).attachments().get(0);
            assertThat(file.sizeBytes()).isGreaterThan(FILE.length);
        }
    }

    @Test
    void fromAPlaceThatItsRequestNames() throws IOException {
        byte[] mime = bytes(mime());
        Mailgun mailgun = Mailgun.signedWith(KEY).fetching(place -> new ByteArrayInputStream(mime));
        Map<String, String> fields = new LinkedHashMap<>(Mailgun.sign(KEY, NOW, "token"));
        fields.put("recipient", "support@acme.example");
        fields.put("message-url", "https://se.api.mailgun.net/v3/domains/acme.example/messages/1");
        try (InboundDelivery delivery = reader(mailgun).open(Fixtures.mailgun(fields))) {
            onlyFile(delivery);
        }
    }

    @Test
    void fromItsCapture() throws IOException {
        BufferedRequest request = BufferedRequest.read(Fixtures.raw(mime()), InboundLimits.DEFAULT);
        try (request;
                InputStream capture = request.capture().open();
                InboundDelivery delivery = reader(RawMime.signedWith(KEY)).open(Capture.read(capture))) {
            assertThat(delivery.authenticity()).isEqualTo(Authenticity.AUTHENTIC);
            onlyFile(delivery);
        }
        assertThat(List.of(request.mediaType())).containsExactly("message/rfc822");
    }
}
