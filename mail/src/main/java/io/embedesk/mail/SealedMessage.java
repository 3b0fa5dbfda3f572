package io.embedesk.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/** A message whose body is an {@link Entity}, and which knows whether all of it has gone to the server. */
final class SealedMessage extends SMTPMessage {
    private static final byte[] CRLF = {'\r', '\n'};

    private final Entity entity;
    private boolean wholeBodyWritten;

    SealedMessage(Session session, Entity entity) throws MessagingException {
        super(session);
        this.entity = entity;
        entity.describe(this);
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
        Enumeration<String> lines = getNonMatchingHeaderLines(ignored);
        while (lines.hasMoreElements()) {
            // ASCII, but for addresses that need SMTPUTF8.
            out.write(lines.nextElement().getBytes(StandardCharsets.UTF_8));
            out.write(CRLF);
        }
        out.write(CRLF);
        entity.body().writeTo(out, session.getStreamProvider());
        out.flush();
        wholeBodyWritten = true;
    }

    /** From here on a broken connection leaves the mail in doubt: the final dot may have arrived. */
    boolean isWholeBodyWritten() {
        return wholeBodyWritten;
    }
}
