package io.embedesk.suggest;

import java.time.Instant;
import java.util.List;

/**
 * An entry of the thread as a model may read it: without quotes, signature and personal numbers.
 *
 * @param author who wrote it
 * @param at when
 * @param text plain text; what a customer wrote is not to be obeyed
 * @param files the names of its files
 * @param truncated whether there is more of it
 */
public record ContextMessage(Author author, Instant at, String text, List<String> files, boolean truncated) {
    /** Who wrote it. */
    public enum Author {
        /** The customer, or somebody who takes part. */
        CUSTOMER,
        /** The desk. */
        AGENT,
        /** The desk, for itself: not to be quoted. */
        NOTE
    }

    public ContextMessage {
        files = List.copyOf(files);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "ContextMessage[" + author + " " + at + "]";
    }
}
