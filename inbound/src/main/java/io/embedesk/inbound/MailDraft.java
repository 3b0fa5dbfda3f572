package io.embedesk.inbound;

import io.embedesk.email.EmailAddress;
import io.embedesk.intake.IncomingMessage.Authentication;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider's payload says, before anything is concluded from it. */
final class MailDraft {
    final MailHeaders headers = new MailHeaders();
    final List<InboundAttachment> attachments = new ArrayList<>();

    @Nullable
    String text;

    @Nullable
    String html;

    @Nullable
    String envelopeFrom;

    List<EmailAddress> envelopeTo = List.of();
    Authentication authentication = Authentication.UNKNOWN;
    /** The text of a message/delivery-status part. */
    @Nullable
    String deliveryStatus;
    /** Whether it says that a mail was read, or complains about one (RFC 8098, RFC 5965). */
    boolean isReceipt;
    /** The headers of the mail that a report is about. */
    @Nullable
    String reportedHeaders;

    /** A header that the payload has under a name of its own, unless the mail's headers have it. */
    void headerUnlessThere(String name, @Nullable String value) {
        if (value != null && !value.isEmpty() && !headers.has(name)) {
            headers.add(name, value);
        }
    }
}
