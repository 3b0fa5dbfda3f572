package io.embedesk.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/** A message that keeps its Message-ID, and knows whether all of it has gone to the server. */
final class SealedMessage extends SMTPMessage {
    private final String messageId;
    private boolean wholeBodyWritten;

    SealedMessage(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /** Called by saveChanges, which would make an id of its own. */
    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        wholeBodyWritten = true;
    }

    /** From here on a broken connection leaves the mail in doubt: the final dot may have arrived. */
    boolean isWholeBodyWritten() {
        return wholeBodyWritten;
    }
}
