package io.embedesk.internal;

/** The tickets that conversations of the host became: one each. */
final class Conversations {
    static final String GROUP = "conversation";

    private Conversations() {}
}
