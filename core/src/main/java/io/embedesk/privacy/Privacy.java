package io.embedesk.privacy;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a person may demand of their data, and how long it is kept. Every call commits in steps of its own, outside any
 * transaction of the host, and can be repeated when it was interrupted. Safe for concurrent use.
 */
public interface Privacy {
    /**
     * Hands out everything that a person wrote or was told: their tickets without notes and without what other people wrote to
     * the agents alone; of other people's tickets only their own messages.
     *
     * @param actor who asks
     * @param address whose
     * @param each gets ticket after ticket
     * @throws AccessDeniedException when the actor may not
     */
    void export(Actor.Staff actor, EmailAddress address, Consumer<TicketThread> each);

    /**
     * Removes a person from every row and file: their tickets as {@link Erasure} says, what they wrote on other people's
     * tickets, their address there, and the raw mails that they sent. A hash of their messages is kept for 14 days, so that a
     * provider's retry does not bring them back. What agents wrote about them on other people's tickets stays.
     *
     * @param actor who wants it
     * @param address whom
     * @param how what becomes of their own tickets
     * @return what was done
     * @throws AccessDeniedException when the actor may not
     */
    ErasureReport erase(Actor.Staff actor, EmailAddress address, Erasure how);

    /**
     * Ends tickets that are old. To be called by the host's scheduler until {@link RetentionReport#finished()}.
     *
     * @param actor in whose name, such as {@code Actor.system("retention")}
     * @param rule which tickets, and what becomes of them
     * @param limit how many tickets at the most
     * @return what was done
     */
    RetentionReport retain(Actor.System actor, RetentionRule rule, int limit);

    /**
     * Removes what was kept only for a while: raw mails whose processing is over, hashes, links and counters that have
     * expired. To be called by the host's scheduler.
     *
     * @param actor in whose name
     * @param rawMailFor how long raw mails are kept; {@link #RAW_MAIL_KEPT_FOR} is usual
     * @return how many raw mails were removed
     */
    int expire(Actor.System actor, Duration rawMailFor);

    /**
     * Removes bytes of files that no row names: what a crash left between keeping the bytes and committing the row. Bytes that
     * are younger than a day stay. To be called by the host's scheduler, once a day.
     *
     * @param actor in whose name
     * @return how many files were removed
     */
    int sweepFiles(Actor.System actor);

    /** 30 days: long enough to process a mail again after a mistake was found. */
    Duration RAW_MAIL_KEPT_FOR = Duration.ofDays(30);
}
