package io.embedesk.spi;

import io.embedesk.AttachmentId;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where a person, or a file, is named. */
public interface PrivacyRows {
    /**
     * Finds the tickets that name an address: as contact, participant, sender of an entry or recipient of a mail. It may read
     * every ticket.
     *
     * @param address which
     * @param limit how many at the most
     * @return the tickets, in no particular order
     */
    List<TicketId> naming(EmailAddress address, int limit);

    /**
     * Removes the mails that are about no ticket and go to an address.
     *
     * @param address which
     */
    void forgetMail(EmailAddress address);

    /**
     * Takes what tags were called out of a ticket's events. That they changed, who did it and when, stays.
     *
     * @param ticket which
     */
    void forgetTags(TicketId ticket);

    /**
     * Finds the files that a row names: an entry's or a receipt's.
     *
     * @param files which to look for
     * @return those of them that are named
     */
    Set<AttachmentId> named(Collection<AttachmentId> files);
}
