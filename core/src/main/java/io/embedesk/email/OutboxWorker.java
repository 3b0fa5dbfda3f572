package io.embedesk.email;

import io.embedesk.ConfigurationException;
import io.embedesk.Desk;
import io.embedesk.internal.OutboxRun;
import java.util.Arrays;
import java.util.List;

/**
 * Sends the mail that is due. The host calls {@link #runOnce()} from a scheduler of its own, on as many threads and nodes as
 * it likes: a mail is claimed before it is sent, and one that a dead process left behind is taken over when its lease ends.
 * A committed reply is mailed at least once, or its delivery says why not; all copies are the same bytes. Safe for
 * concurrent use.
 */
public final class OutboxWorker {
    private final List<OutboxRun> runs;

    private OutboxWorker(List<OutboxRun> runs) {
        this.runs = runs;
    }

    /**
     * A worker for one desk, or for the desks of many workspaces.
     *
     * @param desks each with a mail channel
     * @return the worker
     * @throws ConfigurationException if a desk has no mail channel
     */
    public static OutboxWorker of(Desk... desks) {
        return new OutboxWorker(Arrays.stream(desks).map(OutboxRun::of).toList());
    }

    /**
     * Sends what is due, at most 100 mails a desk, and returns.
     *
     * @return how many attempts it made; 0 when there was nothing to do
     * @throws ConfigurationException if it is called inside a transaction of the store
     */
    public int runOnce() {
        return runs.stream().mapToInt(OutboxRun::run).sum();
    }
}
