package io.embedesk.internal;

import io.embedesk.Ticket;
import io.embedesk.email.MailWords;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A mail that the desk writes by itself.
 *
 * @param to whom; without a name, for a stranger may have chosen it
 * @param ticket what it is about, with a thread id; or null
 * @param answers the mail of the customer that it answers, or null
 */
record AutomaticMail(
        Mailbox to,
        MailWords words,
        @Nullable Ticket ticket,
        @Nullable MessageId answers) {}
