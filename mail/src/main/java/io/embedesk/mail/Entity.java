package io.embedesk.mail;

import io.embedesk.Attachment;
import io.embedesk.email.MessageId;
import io.embedesk.spi.EmailChannel.Files;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.StreamProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a mail is made of (RFC 2045 section 2.4): fields that describe a body, and the body, which is written anew each time and
 * never held. Jakarta Mail's own parts would look up their service provider for each part of each mail, which takes longer than
 * all the rest of sending it.
 *
 * @param fields by name, in the order in which they are written
 * @param body what follows them
 */
record Entity(Map<String, String> fields, Body body) {
    private static final String CRLF = "\r\n";
    private static final String TYPE = "Content-Type";
    private static final String ENCODING = "Content-Transfer-Encoding";
    private static final int BUFFER = 8192;

    /** Writes itself, the same bytes each time. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out, StreamProvider encoders) throws IOException;
    }

    /** Quoted-printable keeps lines under 77 octets and lets no bare CR or LF through, whatever was typed. */
    static Entity text(String text, String subtype) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", CRLF);
        return new Entity(
                fields(TYPE, "text/" + subtype + "; charset=UTF-8", ENCODING, "quoted-printable"), (out, encoders) -> {
                    OutputStream encoder = encoders.outputQP(out);
                    encoder.write(lines.getBytes(StandardCharsets.UTF_8));
                    encoder.flush();
                });
    }

    static Entity file(Attachment attachment, Files files) {
        ContentType type = FileType.of(attachment);
        type.setParameterList(named("name", attachment));
        String disposition = attachment.inline() ? MimeBodyPart.INLINE : MimeBodyPart.ATTACHMENT;
        Map<String, String> fields = fields(TYPE, type.toString(), ENCODING, "base64");
        fields.put(
                "Content-Disposition", new ContentDisposition(disposition, named("filename", attachment)).toString());
        if (attachment.contentId() != null) {
            MessageId.parse(attachment.contentId()).ifPresent(id -> fields.put("Content-ID", id.bracketed()));
        }
        return new Entity(fields, (out, encoders) -> {
            OutputStream encoder = encoders.outputBase64(out);
            try (InputStream in = files.open(attachment.id())) {
                byte[] buffer = new byte[BUFFER];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    encoder.write(buffer, 0, read);
                }
            }
            encoder.flush();
        });
    }

    /** RFC 2231, always in UTF-8. */
    private static ParameterList named(String parameter, Attachment attachment) {
        ParameterList parameters = new ParameterList();
        parameters.set(parameter, attachment.fileName().value(), "UTF-8");
        return parameters;
    }

    /** RFC 2046 section 5.1.1. */
    static Entity multipart(String subtype, String boundary, List<Entity> parts) {
        String type = "multipart/" + subtype + "; boundary=\"" + boundary + "\"";
        return new Entity(fields(TYPE, type), (out, encoders) -> {
            for (Entity part : parts) {
                write(out, "--" + boundary + CRLF);
                part.writeTo(out, encoders);
                write(out, CRLF);
            }
            write(out, "--" + boundary + "--" + CRLF);
        });
    }

    /** As the whole of a mail: its fields become the message's. */
    void describe(MimeMessage message) throws MessagingException {
        message.setHeader("MIME-Version", "1.0");
        for (Map.Entry<String, String> field : fields.entrySet()) {
            message.setHeader(field.getKey(), field.getValue());
        }
    }

    private void writeTo(OutputStream out, StreamProvider encoders) throws IOException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            write(out, field.getKey() + ": " + field.getValue() + CRLF);
        }
        write(out, CRLF);
        body.writeTo(out, encoders);
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
