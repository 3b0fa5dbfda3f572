package io.embedesk.mail;

import io.embedesk.Attachment;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.EmailChannel.Files;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParameterList;
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
        SealedMessage message =
                new SealedMessage(session, email.thread().messageId().bracketed());
        message.setEnvelopeFrom(WireAddress.of(email.envelope().from()));
        message.setHeader("Date", DATE.format(email.date()));
        message.setFrom(address(email.from()));
        message.setRecipients(RecipientType.TO, addresses(email.to()));
        if (!email.cc().isEmpty()) {
            message.setRecipients(RecipientType.CC, addresses(email.cc()));
        }
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
        write(message, email, files);
        message.saveChanges();
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

    private void write(MimePart whole, OutboundEmail email, Files files) throws MessagingException {
        Boundaries boundaries = new Boundaries(email.entry());
        List<Attachment> pictures = email.attachments().stream()
                .filter(file -> !textOnly && isShownInText(file))
                .toList();
        List<Attachment> others = email.attachments().stream()
                .filter(file -> !pictures.contains(file))
                .toList();
        if (others.isEmpty()) {
            writeWords(whole, email.body(), boundaries, pictures, files);
            return;
        }
        MimeBodyPart first = new MimeBodyPart();
        writeWords(first, email.body(), boundaries, pictures, files);
        whole.setContent(together(boundaries.multipart("mixed"), first, others, files));
    }

    private void writeWords(
            MimePart whole, OutboundEmail.Body body, Boundaries boundaries, List<Attachment> pictures, Files files)
            throws MessagingException {
        if (textOnly) {
            writeText(whole, body.text(), "plain");
            return;
        }
        MimeBodyPart text = new MimeBodyPart();
        writeText(text, body.text(), "plain");
        MimeBodyPart html = new MimeBodyPart();
        writeText(html, document(body.html()), "html");
        MimeMultipart alternative = boundaries.multipart("alternative");
        alternative.addBodyPart(text);
        if (pictures.isEmpty()) {
            alternative.addBodyPart(html);
        } else {
            MimeBodyPart related = new MimeBodyPart();
            related.setContent(together(boundaries.multipart("related"), html, pictures, files));
            alternative.addBodyPart(related);
        }
        whole.setContent(alternative);
    }

    /** The HTML part may name it by its Content-ID (RFC 2387). */
    private static boolean isShownInText(Attachment attachment) {
        return attachment.inline() && attachment.contentId() != null;
    }

    private static MimeMultipart together(
            MimeMultipart multipart, MimeBodyPart first, List<Attachment> attachments, Files files)
            throws MessagingException {
        multipart.addBodyPart(first);
        for (Attachment attachment : attachments) {
            multipart.addBodyPart(file(attachment, files));
        }
        return multipart;
    }

    private static String document(String html) {
        return "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body>" + html + "</body></html>\n";
    }

    /** Quoted-printable keeps lines under 77 octets and lets no bare CR or LF through, whatever was typed. */
    private static void writeText(MimePart part, String text, String subtype) throws MessagingException {
        part.setText(text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n"), UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    }

    private static MimeBodyPart file(Attachment attachment, Files files) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        StoredFile stored = new StoredFile(attachment, files);
        part.setDataHandler(new DataHandler(stored));
        part.setHeader("Content-Transfer-Encoding", "base64");
        ParameterList name = named("name", attachment);
        part.setHeader("Content-Type", new ContentType(stored.primaryType(), stored.subType(), name).toString());
        String disposition = attachment.inline() ? MimeBodyPart.INLINE : MimeBodyPart.ATTACHMENT;
        ContentDisposition header = new ContentDisposition(disposition, named("filename", attachment));
        part.setHeader("Content-Disposition", header.toString());
        if (attachment.contentId() != null) {
            MessageId.parse(attachment.contentId()).ifPresent(id -> contentId(part, id));
        }
        return part;
    }

    private static void contentId(MimeBodyPart part, MessageId id) {
        try {
            part.setContentID(id.bracketed());
        } catch (MessagingException e) {
            throw new IllegalStateException("A new part can be written", e);
        }
    }

    /** RFC 2231, always in UTF-8; {@code setFileName} would take the platform's character set. */
    private static ParameterList named(String parameter, Attachment attachment) {
        ParameterList parameters = new ParameterList();
        parameters.set(parameter, attachment.fileName().value(), UTF_8);
        return parameters;
    }
}
