package io.embedesk.spi;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.EntryId;
import io.embedesk.ThreadEntry;
import io.embedesk.TicketId;
import io.embedesk.email.MessageId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The threads of a transaction, and the index of the mails that belong to them. */
public interface EntryRows {
    /**
     * Adds an entry at the end of its ticket's thread; the caller holds the ticket's lock and gives the next {@code seq}.
     *
     * @param entry its id must be new, and its {@code seq} free
     */
    void append(ThreadEntry entry);

    /**
     * Reads an entry.
     *
     * @param id which
     * @return the entry, if there is one
     */
    Optional<ThreadEntry> find(EntryId id);

    /**
     * Reads a thread, or its end.
     *
     * @param ticket whose
     * @param afterSeq entries with a greater {@code seq}; 0 for all
     * @return the entries, by {@code seq}
     */
    List<ThreadEntry> thread(TicketId ticket, long afterSeq);

    /**
     * Reads what is known of a file.
     *
     * @param ticket the ticket whose thread must have it
     * @param id which
     * @return the file, if the thread has it
     */
    Optional<Attachment> attachment(TicketId ticket, AttachmentId id);

    /**
     * Remembers which ticket a mail belongs to. The same id may belong to several tickets; the same id and ticket twice
     * changes nothing.
     *
     * @param mail its id and where it belongs
     */
    void remember(MailReference mail);

    /**
     * Finds the tickets that mails belong to: one indexed look-up for any number of ids.
     *
     * @param ids Message-IDs, exactly
     * @return everything that is known of them, in no particular order
     */
    List<MailReference> known(Collection<MessageId> ids);

    /**
     * The mails of a ticket.
     *
     * @param ticket which
     * @return those that were remembered, in the order in which that was done
     */
    List<MailReference> mails(TicketId ticket);

    /**
     * Removes a ticket's thread and its mails from the index.
     *
     * @param ticket which
     * @return the files whose bytes nobody names any more
     */
    List<AttachmentId> deleteAll(TicketId ticket);
}
