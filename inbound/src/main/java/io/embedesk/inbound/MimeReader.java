package io.embedesk.inbound;

import io.embedesk.inbound.InboundException.Reason;
import jakarta.activation.DataSource;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.LineInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads a MIME message (RFC 2045 and following) as it comes, broken or not; what is broken is kept as it is. */
final class MimeReader {
    private static final Session SESSION = session();
    private final InboundLimits limits;
    private final MailAssembly assembly;
    private final MailDraft draft = new MailDraft();
    private int parts;

    MimeReader(InboundLimits limits, MailAssembly assembly) {
        this.limits = limits;
        this.assembly = assembly;
    }

    private static Session session() {
        Properties lenient = new Properties();
        lenient.put("mail.mime.address.strict", "false");
        lenient.put("mail.mime.allowutf8", "true");
        return Session.getInstance(lenient);
    }

    MailDraft read(Bytes raw) {
        try {
            MimeMessage message = new Divided(raw, new MimeScan(raw, limits).checked());
            for (Header header : Collections.list(message.getAllHeaders())) {
                draft.headers.add(header.getName(), header.getValue() == null ? "" : header.getValue());
            }
            if (draft.headers.isEmpty()) {
                throw new InboundException(Reason.MALFORMED, "The mail has no headers");
            }
            walk(message, 0);
            return draft;
        } catch (MessagingException | IOException | RuntimeException e) {
            if (e instanceof InboundException own) {
                throw own;
            }
            throw new InboundException(Reason.MALFORMED, "The mail cannot be parsed", e);
        }
    }

    /** A message whose headers end where they were seen to end; its body is read where it is. */
    private static final class Divided extends MimeMessage {
        Divided(Bytes raw, MimeScan.Division division) throws MessagingException {
            super(SESSION);
            headers = createInternetHeaders(raw.slice(0, division.headersEnd()).open());
            contentStream = raw.slice(division.bodyStart(), raw.size()).open();
            modified = false;
            saved = true;
        }

        @Override
        protected InternetHeaders createInternetHeaders(InputStream in) throws MessagingException {
            return lines(in, true);
        }
    }

    /** Its parts read their headers as the message does. */
    private static final class Parts extends MimeMultipart {
        Parts(DataSource source) throws MessagingException {
            super(source);
        }

        @Override
        protected InternetHeaders createInternetHeaders(InputStream in) throws MessagingException {
            return lines(in, false);
        }
    }

    /**
     * What Jakarta Mail does, except that it asks the class path for its streams for each message and each part anew, which takes
     * longer than a short mail's headers.
     */
    private static InternetHeaders lines(InputStream in, boolean utf8) throws MessagingException {
        InternetHeaders headers = new InternetHeaders();
        boolean begun = false;
        try {
            LineInputStream lines = SESSION.getStreamProvider().inputLineStream(in, utf8);
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                // What continues nothing belongs to no header.
                begun |= !line.startsWith(" ") && !line.startsWith("\t");
                if (begun) {
                    headers.addHeaderLine(line);
                }
            }
            return headers;
        } catch (IOException e) {
            throw new MessagingException("The headers cannot be read", e);
        }
    }

    private void walk(MimePart part, int depth) throws MessagingException, IOException {
        if (depth > limits.depth()) {
            throw new InboundException(Reason.TOO_DEEP, "The mail is nested deeper than " + limits.depth());
        }
        if (++parts > limits.parts()) {
            throw new InboundException(Reason.TOO_MANY, "The mail has more than " + limits.parts() + " parts");
        }
        String type = type(part);
        if (type.startsWith("multipart/")) {
            multipart(part, depth);
        } else if (!report(part, type)) {
            leaf(part, type);
        }
    }

    private void multipart(MimePart part, int depth) throws MessagingException, IOException {
        Parts children;
        int count;
        try {
            children = new Parts(part.getDataHandler().getDataSource());
            count = children.getCount();
        } catch (MessagingException e) {
            // A multipart that is none: what stands there is text.
            append(text(part), false);
            return;
        }
        for (int i = 0; i < count; i++) {
            walk((MimeBodyPart) children.getBodyPart(i), depth + 1);
        }
    }

    /** The parts of a delivery report (RFC 3464), by what they are: the report-type parameter is often missing. */
    private boolean report(MimePart part, String type) throws MessagingException, IOException {
        if (type.equals("message/delivery-status") || type.equals("message/global-delivery-status")) {
            draft.deliveryStatus = text(part);
            return true;
        }
        draft.isReceipt |= type.equals("message/disposition-notification") || type.equals("message/feedback-report");
        boolean reported = type.equals("message/rfc822") || type.equals("text/rfc822-headers");
        boolean bounced = draft.deliveryStatus != null || draft.headers.has(MailClassifier.FAILED_RECIPIENTS);
        if (reported && bounced && draft.reportedHeaders == null) {
            draft.reportedHeaders = headerBlock(text(part));
            return true;
        }
        return false;
    }

    private static String headerBlock(String message) {
        String lines = message.replace("\r\n", "\n");
        int end = lines.indexOf("\n\n");
        return end < 0 ? lines : lines.substring(0, end);
    }

    private void leaf(MimePart part, String type) throws MessagingException, IOException {
        String fileName = fileName(part);
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(disposition(part)) || fileName != null;
        if (!attached && (type.equals("text/plain") || type.equals("text/html"))) {
            append(type.equals("text/html") ? text(part) : flowed(part), type.equals("text/html"));
            return;
        }
        String contentId = part.getContentID();
        boolean inline = contentId != null || Part.INLINE.equalsIgnoreCase(disposition(part));
        boolean shown = inline && type.startsWith("image/");
        String name = name(fileName, type);
        try {
            assembly.attach(draft, name, type, () -> decoded(part), contentId, shown);
        } catch (UncheckedIOException e) {
            // With an encoding that is unknown or broken, the bytes as they came.
            assembly.attach(draft, name, type, () -> raw(part), contentId, shown);
        }
    }

    private void append(String text, boolean html) {
        if (html) {
            draft.html = draft.html == null ? text : draft.html + "\n" + text;
        } else {
            draft.text = draft.text == null ? text : draft.text + "\n" + text;
        }
    }

    private static String name(@Nullable String fileName, String type) {
        if (fileName != null) {
            return fileName;
        }
        return switch (type) {
            case "message/rfc822" -> "message.eml";
            case "text/calendar" -> "invitation.ics";
            case "image/png" -> "image.png";
            case "image/jpeg" -> "image.jpg";
            case "image/gif" -> "image.gif";
            default -> "attachment";
        };
    }

    /** RFC 2045 section 5.2: a missing or unreadable type is text. */
    private static String type(MimePart part) throws MessagingException {
        String header = part.getHeader("Content-Type", null);
        if (header == null) {
            return "text/plain";
        }
        try {
            return new ContentType(header).getBaseType().toLowerCase(Locale.ROOT);
        } catch (MessagingException e) {
            int end = header.indexOf(';');
            String base = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
            return base.contains("/") && !base.contains(" ") ? base : "text/plain";
        }
    }

    private static @Nullable String fileName(MimePart part) {
        try {
            return part.getFileName();
        } catch (MessagingException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable String disposition(MimePart part) {
        try {
            return part.getDisposition();
        } catch (MessagingException | RuntimeException e) {
            return null;
        }
    }

    private static String text(MimePart part) throws MessagingException, IOException {
        String header = part.getHeader("Content-Type", null);
        String charset = header == null ? null : MultipartForm.parameter(header, "charset");
        return Charsets.decode(bytes(part), charset).replace("\r\n", "\n");
    }

    private static String flowed(MimePart part) throws MessagingException, IOException {
        String header = part.getHeader("Content-Type", null);
        String format = header == null ? null : MultipartForm.parameter(header, "format");
        if (!"flowed".equalsIgnoreCase(format)) {
            return text(part);
        }
        boolean deleteSpace = "yes".equalsIgnoreCase(MultipartForm.parameter(header, "delsp"));
        return FlowedText.unfolded(text(part), deleteSpace);
    }

    private static byte[] bytes(MimePart part) throws IOException {
        try (InputStream in = decoded(part)) {
            return in.readAllBytes();
        } catch (IOException e) {
            try (InputStream in = raw(part)) {
                return in.readAllBytes();
            }
        }
    }

    private static InputStream decoded(MimePart part) throws IOException {
        try {
            String encoding = part.getEncoding();
            // RFC 2046 section 5.2.1 forbids it for messages, and mail programs do it all the same.
            return encoding != null && type(part).startsWith("message/")
                    ? MimeUtility.decode(raw(part), encoding)
                    : part.getInputStream();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private static InputStream raw(MimePart part) throws IOException {
        try {
            return part instanceof MimeBodyPart body
                    ? body.getRawInputStream()
                    : part instanceof MimeMessage message ? message.getRawInputStream() : part.getInputStream();
        } catch (MessagingException e) {
            return InputStream.nullInputStream();
        }
    }
}
