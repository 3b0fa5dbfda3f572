package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.embedesk.email.HeaderText;
import io.embedesk.email.MessageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/**
 * Whatever bytes arrive, reading them ends in a mail or an {@link InboundException}, within a second. As a test, with what is known
 * (inputs in the resources); with {@code JAZZER_FUZZ=1} and the name of one method, with a million inputs that Jazzer makes up.
 */
class InboundFuzzTest {
    private static final int INPUTS = 1_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;

    private static final List<InboundProvider> PROVIDERS = List.of(
            SendGrid.acceptingUnsignedRequests(),
            Mailgun.acceptingUnsignedRequests(),
            Postmark.acceptingUnsignedRequests(),
            AmazonSes.acceptingUnsignedRequests(InboundFuzzTest::nothing),
            CloudMailin.acceptingUnsignedRequests(),
            Mandrill.acceptingUnsignedRequests(),
            SparkPost.acceptingUnsignedRequests(),
            Brevo.acceptingUnsignedRequests(InboundFuzzTest::nothing),
            MailerSend.acceptingUnsignedRequests(),
            Resend.acceptingUnsignedRequests(InboundFuzzTest::nothing),
            Mailjet.acceptingUnsignedRequests(),
            Postal.acceptingUnsignedRequests(),
            GenericWebhook.acceptingUnsignedRequests());

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=frontier",
            "text/plain");

    private static final List<String> ATTRIBUTES = List.of(
            "href",
            "rel",
            "target",
            "src",
            HtmlSanitizer.REMOTE_PICTURE,
            "alt",
            "width",
            "height",
            "colspan",
            "rowspan",
            "start");

    private static ByteArrayInputStream nothing(java.net.URI place) {
        return new ByteArrayInputStream(new byte[0]);
    }

    /** Anything but these may be thrown by what is read; how long it takes counts only while inputs are made up, one at a time. */
    private interface Reading {
        void run() throws IOException;
    }

    private static void read(Reading reading) {
        Duration took = timed(reading);
        if (FUZZING && took.compareTo(LONGEST) > 0) {
            // The first of its kind also waits for classes to be loaded and instrumented.
            assertThat(timed(reading)).isLessThanOrEqualTo(LONGEST);
        }
    }

    private static Duration timed(Reading reading) {
        long began = System.nanoTime();
        try {
            reading.run();
        } catch (InboundException refused) {
            assertThat(refused.code()).isEqualTo("EMB-4001");
        } catch (IOException e) {
            throw new AssertionError("Bytes in memory can be read", e);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @FuzzTest(maxExecutions = INPUTS, maxDuration = "2h")
    void mime(byte[] input) {
        read(() -> InboundReader.of(RawMime.acceptingUnsignedRequests()).readMime(new ByteArrayInputStream(input)));
    }

    /** The first byte says whose it is, the second of what type. */
    @FuzzTest(maxExecutions = INPUTS, maxDuration = "2h")
    void payload(byte[] input) {
        if (input.length < 2) {
            return;
        }
        InboundProvider provider = PROVIDERS.get(Math.floorMod(input[0], PROVIDERS.size()));
        String type = TYPES.get(Math.floorMod(input[1], TYPES.size()));
        byte[] body = Arrays.copyOfRange(input, 2, input.length);
        read(() -> {
            InboundRequest request =
                    InboundRequest.post("/", Map.of("Content-Type", List.of(type)), new ByteArrayInputStream(body));
            try (InboundDelivery delivery = InboundReader.of(provider).open(request)) {
                assertThat(delivery.deliveryKey()).isNotEmpty();
                delivery.mails();
            }
        });
    }

    @FuzzTest(maxExecutions = INPUTS, maxDuration = "2h")
    void headers(byte[] input) {
        String text = text(input);
        read(() -> {
            MailHeaders headers = new MailHeaders();
            headers.addBlock(text);
            AuthenticationResults.of(headers, "mx.acme.example");
            Addresses.list(text).forEach(address -> assertThat(address.value()).doesNotContain("\n", "\r"));
            Addresses.mailboxes(text);
            MessageId.parseAll(text).forEach(id -> assertThat(id.value()).doesNotContain("\n", "\r"));
            assertThat(HeaderText.cleaned(Addresses.decoded(text)).value()).doesNotContain("\n", "\r", "\0");
        });
    }

    @FuzzTest(maxExecutions = INPUTS, maxDuration = "2h")
    void reply(byte[] input) {
        String text = text(input);
        read(() -> {
            ReplyText plain = ReplyExtractor.ofPlain(text);
            assertThat(plain.reply().isBlank()).as("nothing is left").isEqualTo(text.isBlank());
            ReplyExtractor.extract("Re: a", null, text);
            ReplyExtractor.extract("Re: a", text, text);
        });
    }

    @FuzzTest(maxExecutions = INPUTS, maxDuration = "2h")
    void html(byte[] input) {
        String text = text(input);
        read(() -> {
            String once = HtmlSanitizer.sanitize(text).value();
            assertThat(HtmlSanitizer.sanitize(once).value()).isEqualTo(once);
            Jsoup.parseBodyFragment(once).body().getAllElements().forEach(InboundFuzzTest::isHarmless);
        });
    }

    private static void isHarmless(Element element) {
        assertThat(element.normalName())
                .isNotIn("script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "link");
        for (Attribute attribute : element.attributes()) {
            assertThat(attribute.getKey()).isIn(ATTRIBUTES);
            assertThat(attribute.getValue()).satisfies(value -> {
                switch (attribute.getKey()) {
                    case "href" -> assertThat(value.strip()).matches("(?is)(https?|mailto):.*");
                    case "src" -> assertThat(value.strip()).matches("(?is)cid:.*");
                    case HtmlSanitizer.REMOTE_PICTURE -> assertThat(value).matches("(?is)https?:.*");
                    default -> assertThat(attribute.getKey()).doesNotStartWith("on");
                }
            });
        }
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }
}
