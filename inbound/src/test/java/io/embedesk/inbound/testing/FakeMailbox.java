package io.embedesk.inbound.testing;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.testing.RecordingChannel;
import java.util.ArrayList;
import java.util.List;

/** What a customer has in the inbox, and answers: the desk's mails to one address, out of a {@link RecordingChannel}. */
public final class FakeMailbox {
    private static final String QUOTED = "> ";
    private final RecordingChannel channel;
    private final EmailAddress address;

    private FakeMailbox(RecordingChannel channel, EmailAddress address) {
        this.channel = channel;
        this.address = address;
    }

    /**
     * A customer's mailbox.
     *
     * @param channel what the desk sends by
     * @param address whose
     * @return the mailbox
     */
    public static FakeMailbox of(RecordingChannel channel, String address) {
        return new FakeMailbox(channel, EmailAddress.of(address));
    }

    /** {@return what has arrived, in order} */
    public List<OutboundEmail> mails() {
        return channel.sent().stream()
                .filter(mail -> mail.envelope().to().stream().anyMatch(address::sameAs))
                .toList();
    }

    /** {@return the newest mail} */
    public OutboundEmail last() {
        List<OutboundEmail> mails = mails();
        if (mails.isEmpty()) {
            throw new AssertionError("No mail has arrived for " + address);
        }
        return mails.get(mails.size() - 1);
    }

    /**
     * Answers the newest mail as Gmail does: the quote below an attribution, the whole thread in References.
     *
     * @param words what is new
     * @return the answer
     */
    public CustomerMail answerAsGmail(String words) {
        OutboundEmail mail = last();
        String attribution = "On Sun, Mar 1, 2026 at 12:00 PM " + mail.from().name() + " <"
                + mail.from().address() + "> wrote:";
        return answer(mail, thread(mail), words + "\n\n" + attribution + "\n\n" + quoted(mail));
    }

    /**
     * Answers the newest mail as Outlook does behind a server that gave our mail another Message-ID: only the reply address is left
     * to find the ticket by.
     *
     * @param words what is new
     * @return the answer
     */
    public CustomerMail answerAsOutlook(String words) {
        OutboundEmail mail = last();
        String headers = "________________________________\nFrom: "
                + mail.from().name() + " <"
                + mail.from().address() + ">\nSent: Sunday, March 1, 2026 12:00 PM\nTo: " + address + "\nSubject: "
                + mail.subject().value() + "\n\n";
        MessageId rewritten =
                new MessageId("rewritten-" + mail.thread().messageId().value());
        return answer(
                mail, List.of(rewritten), words + "\n\n" + headers + mail.body().text());
    }

    /**
     * Answers the newest mail as an iPhone does: with its signature above the quote, which has its attribution inside.
     *
     * @param words what is new
     * @return the answer
     */
    public CustomerMail answerAsAppleMail(String words) {
        OutboundEmail mail = last();
        String attribution = "> On 1 Mar 2026, at 12:00, " + mail.from().name() + " <"
                + mail.from().address() + "> wrote:\n> \n";
        return answer(mail, thread(mail), words + "\n\nSent from my iPhone\n\n" + attribution + quoted(mail));
    }

    private static List<MessageId> thread(OutboundEmail mail) {
        List<MessageId> thread = new ArrayList<>(mail.thread().references());
        thread.add(mail.thread().messageId());
        return thread;
    }

    private static String quoted(OutboundEmail mail) {
        return QUOTED + mail.body().text().replace("\n", "\n" + QUOTED);
    }

    private CustomerMail answer(OutboundEmail mail, List<MessageId> thread, String text) {
        return CustomerMail.from(address.value())
                .to(mail.replyTo().value())
                .subject("Re: " + mail.subject().value())
                .answering(thread)
                .text(text);
    }
}
