package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embedesk.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that providers really sent. They are not ours to ship: a folder names them. */
class WebhookCorpusTest {
    private static final String FOLDER = System.getProperty("embedesk.corpus", "");

    @BeforeEach
    void needsACorpus() {
        assumeTrue(!FOLDER.isEmpty(), "needs -Dembedesk.corpus, a folder with webhooks/sendgrid and others");
    }

    private static InboundProvider provider(String name) {
        return switch (name) {
            case "sendgrid" -> SendGrid.acceptingUnsignedRequests();
            case "postmark" -> Postmark.acceptingUnsignedRequests();
            case "simple" -> GenericWebhook.acceptingUnsignedRequests();
            default -> Mailgun.signedWith(Secret.of("foo"));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "sendgrid/valid,UNSIGNED",
        "sendgrid/spam,UNSIGNED",
        "sendgrid/encoding,UNSIGNED",
        "postmark/valid,UNSIGNED",
        "postmark/spam,UNSIGNED",
        "simple/valid,UNSIGNED",
        "mailgun/raw/valid,AUTHENTIC",
        "mailgun/raw/spam,FORGED",
        "mailgun/raw/invalid,FORGED",
        "mailgun/raw/missing,FORGED"
    })
    void isReadAsItCame(String file, Authenticity expected) throws IOException {
        byte[] capture = Files.readAllBytes(Path.of(FOLDER, "webhooks", file + ".txt"));
        InboundReader reader = InboundReader.of(
                        provider(file.substring(0, file.indexOf('/'))), GenericWebhook.acceptingUnsignedRequests())
                .ofAnyAge();
        try (InboundDelivery delivery = reader.open(InboundRequest.ofCapture(capture))) {
            assertThat(delivery.authenticity()).isEqualTo(expected);
            if (expected != Authenticity.FORGED) {
                InboundEmail mail = delivery.mails().get(0);
                assertThat(mail.parties().from()).as("from").isNotNull();
                // What is marked as spam there has no subject.
                assertThat(mail.subject().isEmpty())
                        .isEqualTo(file.equals("sendgrid/spam") || file.equals("postmark/spam"));
                assertThat(mail.ids().messageId()).isNotNull();
                assertThat(mail.body().replyText()).isNotBlank().doesNotContain("\uFFFD");
                String source = new String(capture, StandardCharsets.ISO_8859_1);
                if (source.contains("filename=\"foo.txt\"")) {
                    assertThat(mail.attachments()).isNotEmpty();
                }
            }
        }
    }
}
