package io.embedesk.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A talk in the host's chat, as far as it has gone. Immutable: each method returns a changed copy.
 *
 * @param id the host's own id, 1 to 200 characters; there is one ticket for it
 * @param visitorName what the visitor is called, or null
 * @param visitorEmail where an answer can be mailed to, or null; nobody has verified it
 * @param subject what it is about, or null: then the visitor's first line says it
 * @param source where the visitor comes from, such as an IP address, so that nobody opens tickets without end; or null
 * @param lines what was said, oldest first
 */
public record Conversation(
        String id,
        @Nullable String visitorName,
        @Nullable String visitorEmail,
        @Nullable String subject,
        @Nullable String source,
        List<Line> lines) {
    /** How many lines a conversation may have. */
    public static final int MOST_LINES = 1_000;

    /**
     * Something that was said.
     *
     * @param id unique in its conversation, 1 to 100 characters: a line that was handed over before is not handed over again
     * @param speaker who said it
     * @param agent the host's id of the agent, when an agent said it; else null
     * @param at when
     * @param text what
     */
    public record Line(String id, Speaker speaker, @Nullable String agent, Instant at, String text) {
        /** What was said is personal data and stays out of logs. */
        @Override
        public String toString() {
            return "Line[" + id + " " + speaker + "]";
        }
    }

    /** Who says something. */
    public enum Speaker {
        /** The visitor. */
        VISITOR,
        /** A member of the staff. */
        AGENT,
        /** A program of the host. */
        BOT
    }

    public Conversation {
        lines = List.copyOf(lines);
    }

    /**
     * A conversation in which nothing was said yet.
     *
     * @param id the host's own id
     * @return the conversation
     */
    public static Conversation of(String id) {
        return new Conversation(id, null, null, null, null, List.of());
    }

    /**
     * Says who the visitor is.
     *
     * @param name the name, or null
     * @param email the address, or null
     * @return a changed copy
     */
    public Conversation visitor(@Nullable String name, @Nullable String email) {
        return new Conversation(id, name, email, subject, source, lines);
    }

    /**
     * Says what it is about.
     *
     * @param line a brief summary
     * @return a changed copy
     */
    public Conversation subject(String line) {
        return new Conversation(id, visitorName, visitorEmail, line, source, lines);
    }

    /**
     * Says where the visitor comes from.
     *
     * @param where such as an IP address; kept only as a hash, and only for an hour
     * @return a changed copy
     */
    public Conversation source(String where) {
        return new Conversation(id, visitorName, visitorEmail, subject, where, lines);
    }

    /**
     * Adds what the visitor said.
     *
     * @param line its id
     * @param at when
     * @param text what
     * @return a changed copy
     */
    public Conversation visitorSaid(String line, Instant at, String text) {
        return with(new Line(line, Speaker.VISITOR, null, at, text));
    }

    /**
     * Adds what an agent said.
     *
     * @param line its id
     * @param agent the host's id of the agent
     * @param at when
     * @param text what
     * @return a changed copy
     */
    public Conversation agentSaid(String line, String agent, Instant at, String text) {
        return with(new Line(line, Speaker.AGENT, agent, at, text));
    }

    /**
     * Adds what a program of the host said.
     *
     * @param line its id
     * @param at when
     * @param text what
     * @return a changed copy
     */
    public Conversation botSaid(String line, Instant at, String text) {
        return with(new Line(line, Speaker.BOT, null, at, text));
    }

    private Conversation with(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new Conversation(id, visitorName, visitorEmail, subject, source, more);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "Conversation[" + lines.size() + " lines]";
    }
}
