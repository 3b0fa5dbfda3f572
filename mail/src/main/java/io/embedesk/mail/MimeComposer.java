package io.embedesk.mail;

import io.embedesk.Attachment;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.EmailChannel.Files;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes the MIME message (RFC 5322, RFC 2045-2047) of a sealed mail: a pure function, so that each attempt puts the same
 * bytes on the wire. Whatever a person wrote goes through an encoder, never into a header as it is.
 */
final class MimeComposer {
    private static final String UTF_8 = "UTF-8";
    /** RFC 5322 section 3.3, in UTC wherever the desk runs. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    /** Postmark would replace the Message-ID otherwise. */
    private static final String KEEP_ID = "X-PM-KeepID";

    private final Session session;
    private final boolean textOnly;
    private final boolean asksToKeepId;

    MimeComposer(Session session, SmtpSettings settings) {
        this.session = session;
        this.textOnly = settings.textOnly();
        this.asksToKeepId = SmtpProvider.ofHost(settings.host())
                .map(SmtpProvider::messageIds)
                .filter(SmtpProvider.MessageIds.KEPT_WHEN_ASKED::equals)
                .isPresent();
    }

    SealedMessage compose(OutboundEmail email, Files files) throws MessagingException {
        SealedMessage message = new SealedMessage(session, content(email, files));
        message.setEnvelopeFrom(WireAddress.of(email.envelope().from()));
        message.setHeader("Date", DATE.format(email.date()));
        message.setFrom(address(email.from()));
        message.setRecipients(RecipientType.TO, addresses(email.to()));
        if (!email.cc().isEmpty()) {
            message.setRecipients(RecipientType.CC, addresses(email.cc()));
        }
        message.setHeader("Message-ID", email.thread().messageId().bracketed());
        message.setHeader("Reply-To", WireAddress.of(email.replyTo()));
        message.setSubject(email.subject().value(), UTF_8);
        message.setHeader(OutboundEmail.ID_HEADER, email.thread().messageId().bracketed());
        if (email.thread().inReplyTo() != null) {
            message.setHeader("In-Reply-To", email.thread().inReplyTo().bracketed());
            message.setHeader("References", folded(email.thread().references()));
            OutlookThread.of(email).write(message);
        }
        if (asksToKeepId) {
            message.setHeader(KEEP_ID, "true");
        }
        if (email.automatic()) {
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Auto-Response-Suppress", "All");
        }
        message.setHeader(OutboundEmail.LOOP_HEADER, email.loopMarker());
        return message;
    }

    /** One id a line: none is ever broken, and no line comes near 998 octets. */
    private static String folded(List<MessageId> ids) {
        return ids.stream().map(MessageId::bracketed).collect(Collectors.joining("\r\n "));
    }

    private static InternetAddress[] addresses(List<Mailbox> mailboxes) throws MessagingException {
        List<InternetAddress> addresses = new ArrayList<>();
        for (Mailbox mailbox : mailboxes) {
            addresses.add(address(mailbox));
        }
        return addresses.toArray(InternetAddress[]::new);
    }

    private static InternetAddress address(Mailbox mailbox) throws MessagingException {
        try {
            InternetAddress address = WireAddress.internet(mailbox.address());
            address.setPersonal(mailbox.name(), UTF_8);
            return address;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java platform has UTF-8", e);
        }
    }

    private Entity content(OutboundEmail email, Files files) {
        // Made of the entry's random id: the same in every attempt, and not to be guessed by whoever wrote what stands
        // between.
        String boundary = "=_" + email.entry() + "_";
        List<Attachment> pictures = email.attachments().stream()
                .filter(file -> !textOnly && isShownInText(file))
                .toList();
        List<Attachment> others = email.attachments().stream()
                .filter(file -> !pictures.contains(file))
                .toList();
        Entity words = words(email.body(), boundary, pictures, files);
        return others.isEmpty() ? words : together("mixed", boundary + "mixed", words, others, files);
    }

    private Entity words(OutboundEmail.Body body, String boundary, List<Attachment> pictures, Files files) {
        Entity text = Entity.text(body.text(), "plain");
        if (textOnly) {
            return text;
        }
        Entity html = Entity.text(document(body.html()), "html");
        Entity shown = pictures.isEmpty() ? html : together("related", boundary + "related", html, pictures, files);
        return Entity.multipart("alternative", boundary + "words", List.of(text, shown));
    }

    /** The HTML part may name it by its Content-ID (RFC 2387). */
    private static boolean isShownInText(Attachment attachment) {
        return attachment.inline() && attachment.contentId() != null;
    }

    private static Entity together(
            String subtype, String boundary, Entity first, List<Attachment> attachments, Files files) {
        List<Entity> parts = new ArrayList<>();
        parts.add(first);
        attachments.forEach(attachment -> parts.add(Entity.file(attachment, files)));
        return Entity.multipart(subtype, boundary, parts);
    }

    private static String document(String html) {
        return "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body>" + html + "</body></html>\n";
    }
}
