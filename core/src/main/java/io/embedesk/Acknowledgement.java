package io.embedesk;

import io.embedesk.email.HeaderText;
import io.embedesk.email.MailWords;

/**
 * The words that tell a customer that a ticket was opened. They are told the ticket's number and nothing else: whoever
 * writes to the desk in a stranger's name must not be able to make it mail that stranger anything.
 */
@FunctionalInterface
public interface Acknowledgement {
    /**
     * Says it.
     *
     * @param number the ticket's number
     * @return subject and text
     */
    MailWords of(long number);

    /** {@return short English words} */
    static Acknowledgement english() {
        return number -> new MailWords(
                new HeaderText("We have received your message (#" + number + ")"),
                "Thank you for your message. It has the number #" + number + " here, and we will answer it soon.\n\n"
                        + "If you want to add something, answer this mail.\n");
    }
}
