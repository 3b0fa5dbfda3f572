package io.embedesk.inbound;

import io.embedesk.MessageBody;
import io.embedesk.SafeHtml;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mail in the desk's terms. */
final class IncomingMessages {
    /** What a thread entry holds. */
    private static final int MAX_TEXT = 1_000_000;

    private static final List<IncomingMessage.Undelivered> NOBODY_NAMED =
            List.of(new IncomingMessage.Undelivered(null, "undelivered"));

    private IncomingMessages() {}

    static IncomingMessage of(InboundEmail mail) {
        return new IncomingMessage(
                mail.parties().from(),
                mail.subject(),
                body(mail.body()),
                mail.attachments().stream().map(InboundAttachment::upload).toList(),
                mail.sentAt().orElse(null),
                mail.ids().messageId(),
                clues(mail),
                copies(mail),
                mail.kind(),
                mail.authentication(),
                mail.parties().ambiguous(),
                bounced(mail));
    }

    private static List<Mailbox> copies(InboundEmail mail) {
        return Stream.concat(mail.parties().to().stream(), mail.parties().cc().stream())
                .map(Mailbox::of)
                .toList();
    }

    private static Clues clues(InboundEmail mail) {
        List<EmailAddress> named = new ArrayList<>(mail.parties().to());
        named.addAll(mail.parties().cc());
        named.addAll(mail.parties().others());
        List<MessageId> references = new ArrayList<>(mail.ids().references());
        // A bounce answers nothing, but it tells which mail it is about.
        mail.bounce().map(InboundEmail.Bounce::originalMessageId).ifPresent(references::add);
        return new Clues(mail.envelope().to(), named, mail.ids().inReplyTo(), references);
    }

    private static MessageBody body(InboundEmail.Body body) {
        SafeHtml html = body.sanitizedHtml();
        boolean fits = html != null && html.value().length() <= MAX_TEXT;
        String quoted = body.quotedText();
        return new MessageBody(cut(body.replyText()), quoted == null ? null : cut(quoted), fits ? html : null);
    }

    private static String cut(String text) {
        String clean = text.replace("\0", "");
        return clean.length() <= MAX_TEXT ? clean : clean.substring(0, clean.offsetByCodePoints(0, MAX_TEXT / 2));
    }

    private static IncomingMessage.@Nullable Bounced bounced(InboundEmail mail) {
        InboundEmail.Bounce bounce = mail.bounce().orElse(null);
        if (bounce == null || bounce.originalMessageId() == null) {
            return null;
        }
        List<IncomingMessage.Undelivered> undelivered = bounce.recipients().stream()
                .filter(InboundEmail.BouncedRecipient::isFailed)
                .map(r -> new IncomingMessage.Undelivered(
                        EmailAddress.parse(r.address()).orElse(null), (r.action() + " " + r.status()).strip()))
                .toList();
        return new IncomingMessage.Bounced(
                bounce.originalMessageId(), bounce.recipients().isEmpty() ? NOBODY_NAMED : undelivered);
    }
}
