package io.embedesk.internal;

/** The tickets that conversations of the host became: one each, by the conversation's id. */
final class Conversations {
    static final String GROUP = "conversation";

    private Conversations() {}
}
