package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A long string is the same text as a short one, wherever it is kept. */
class LongTextTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] FILE = new byte[5_000_000];

    static {
        new Random(7).nextBytes(FILE);
    }

    private static JsonNode read(String json) throws IOException {
        return LongText.read(Bytes.of(bytes(json)), MAPPER::readTree);
    }

    @Test
    void isReadWithItsEscapes() throws IOException {
        String text = "a \"quoted\" \\ line\r\n\tü 報告 🙂 \u0001 / ".repeat(5_000);
        String json = MAPPER.writeValueAsString(Map.of("long", text, "list", List.of("short", text), "short", "b"));
        String ascii = json.chars()
                .collect(
                        StringBuilder::new,
                        (out, c) -> out.append(c > 126 ? "\\u%04x".formatted(c) : String.valueOf((char) c)),
                        StringBuilder::append)
                .toString();
        for (String written : List.of(json, ascii, json.replace("/", "\\/"))) {
            JsonNode root = read(written);
            assertThat(root.path("long")).isInstanceOf(POJONode.class);
            assertThat(Json.text(root, "long")).isEqualTo(text);
            assertThat(root.path("list").path(1).asText()).isEqualTo(text);
            assertThat(root.path("list").path(0).asText()).isEqualTo("short");
            assertThat(root.path("short").asText()).isEqualTo("b");
        }
    }

    @Test
    void isNothingSpecialInWhatIsShortOrBroken() throws IOException {
        assertThat(read("{\"a\":\"b\",\"c\":[1,true,null]}").toString()).isEqualTo("{\"a\":\"b\",\"c\":[1,true,null]}");
        String endless = "{\"a\":\"" + "x".repeat(100_000);
        assertThat(read(endless + "\"}").path("a").asText()).hasSize(100_000);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> read(endless)).isInstanceOf(IOException.class);
    }

    @Test
    void isAFileOfAMail() throws IOException {
        String json =
                "{\"from\":\"carla@customer.example\",\"subject\":\"Log\",\"text\":\"Here.\",\"attachments\":[{\"name\":"
                        + "\"log.bin\",\"content\":\"" + Base64.getEncoder().encodeToString(FILE) + "\"}]}";
        InboundRequest request = InboundRequest.post(
                "/", Map.of("Content-Type", List.of("application/json")), new ByteArrayInputStream(bytes(json)));
        try (InboundDelivery delivery =
                InboundReader.of(GenericWebhook.acceptingUnsignedRequests()).open(request)) {
            InboundAttachment file = delivery.mails().get(0).attachments().get(0);
            assertThat(file.sizeBytes()).isEqualTo(FILE.length);
            try (var in = file.content().open()) {
                assertThat(in.readAllBytes()).isEqualTo(FILE);
            }
        }
    }
}
