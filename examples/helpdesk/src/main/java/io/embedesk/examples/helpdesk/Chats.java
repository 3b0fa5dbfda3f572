package io.embedesk.examples.helpdesk;

import io.embedesk.RateLimitedException;
import io.embedesk.Ticket;
import io.embedesk.intake.Conversation;
import io.embedesk.intake.ConversationHandoff;
import io.embedesk.intake.Handoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Conversations on the chat page, in the memory of this process; those that nobody answers become tickets. */
@Component
public class Chats {
    private static final Logger LOG = LoggerFactory.getLogger(Chats.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(4);
    private static final int MOST = 1_000;
    private static final int MOST_LINES = 100;
    private static final int LONGEST = 2_000;

    private final Map<String, Chat> chats = new ConcurrentHashMap<>();
    private final ConversationHandoff handoff;
    private final Clock clock;

    /**
     * Something that was said.
     *
     * @param id its name in the conversation
     * @param agent who said it, or null for the visitor
     * @param who what that one is called
     * @param at when
     * @param text what
     */
    public record Line(String id, @Nullable String agent, String who, Instant at, String text) {
        public boolean fromVisitor() {
            return agent == null;
        }
    }

    /**
     * A conversation.
     *
     * @param id its name, known to the visitor's session alone
     * @param source where the visitor comes from
     * @param name what the visitor is called; may be empty
     * @param email where an answer reaches them; may be empty
     * @param startedAt when it began
     * @param askedAt when the visitor asked for an agent, or null
     * @param answered whether an agent has said something
     * @param lines what was said
     * @param ticket what became of it when nobody answered, or null
     */
    public record Chat(
            String id,
            String source,
            String name,
            String email,
            Instant startedAt,
            @Nullable Instant askedAt,
            boolean answered,
            List<Line> lines,
            @Nullable Ticket ticket) {
        public String visitor() {
            return name.isEmpty() ? "Visitor" : name;
        }

        /** {@return whether the visitor waits for an agent's first word} */
        public boolean waits() {
            return askedAt != null && !answered && ticket == null;
        }

        Chat with(Line line) {
            List<Line> more = new ArrayList<>(lines);
            more.add(line);
            boolean now = answered || !line.fromVisitor();
            return new Chat(id, source, name, email, startedAt, askedAt, now, List.copyOf(more), ticket);
        }

        Chat asking(String whoAsks, String address, Instant at) {
            return new Chat(id, source, whoAsks, address, startedAt, at, answered, lines, ticket);
        }

        Chat as(Ticket opened) {
            return new Chat(id, source, name, email, startedAt, askedAt, answered, lines, opened);
        }
    }

    Chats(ConversationHandoff handoff, Clock clock) {
        this.handoff = handoff;
        this.clock = clock;
    }

    int size() {
        return chats.size();
    }

    Optional<Chat> find(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(chats.get(id));
    }

    /** {@return a conversation in which nothing was said yet; it is kept when something is} */
    Chat fresh(String source) {
        return new Chat(UUID.randomUUID().toString(), source, "", "", clock.instant(), null, false, List.of(), null);
    }

    /** When there are very many, the oldest in which nobody waits for an agent makes room. */
    private void keep(Chat chat) {
        if (chats.size() >= MOST && !chats.containsKey(chat.id())) {
            String oldest = chats.values().stream()
                    .filter(known -> known.askedAt() == null)
                    .min(Comparator.comparing(Chat::startedAt))
                    .map(Chat::id)
                    .orElseThrow(() -> new RateLimitedException(
                            "conversations", clock.instant().plus(PATIENCE)));
            chats.remove(oldest);
        }
        chats.putIfAbsent(chat.id(), chat);
    }

    /** What is said after a conversation became a ticket goes to the ticket as well. */
    Chat say(Chat chat, @Nullable String agent, String who, String text) {
        String said = text.strip();
        if (said.isEmpty() || chat.lines().size() >= MOST_LINES) {
            return chat;
        }
        keep(chat);
        String cut = said.substring(0, Math.min(said.length(), LONGEST));
        Line line = new Line(UUID.randomUUID().toString(), agent, who, clock.instant(), cut);
        Chat after = change(chat, known -> known.with(line));
        return after.ticket() == null ? after : ticket(after, handoff.handOver(conversation(after)));
    }

    /** Somebody who is online is asked; else it is a ticket at once. */
    Chat ask(Chat chat, String name, String email) {
        keep(chat);
        Chat asking = change(chat, known -> known.asking(name.strip(), email.strip(), clock.instant()));
        return ticket(asking, handoff.request(conversation(asking)));
    }

    private Chat ticket(Chat chat, Handoff became) {
        if (became instanceof Handoff.Opened opened) {
            return change(chat, known -> known.as(opened.ticket()));
        }
        return became instanceof Handoff.Continued continued
                ? change(chat, known -> known.as(continued.ticket()))
                : chat;
    }

    private Chat change(Chat chat, UnaryOperator<Chat> how) {
        Chat changed = chats.computeIfPresent(chat.id(), (id, known) -> how.apply(known));
        return changed == null ? how.apply(chat) : changed;
    }

    private Conversation conversation(Chat chat) {
        Conversation talk = Conversation.of(chat.id())
                .source(chat.source())
                .visitor(
                        chat.name().isEmpty() ? null : chat.name(), chat.email().isEmpty() ? null : chat.email());
        for (Line line : chat.lines()) {
            talk = line.agent() == null
                    ? talk.visitorSaid(line.id(), line.at(), line.text())
                    : talk.agentSaid(line.id(), line.agent(), line.at(), line.text());
        }
        return talk;
    }

    /** {@return those in which an agent is wanted, the longest waiting first} */
    List<Chat> wanted() {
        return chats.values().stream()
                .filter(chat -> chat.askedAt() != null && chat.ticket() == null)
                .sorted((a, b) -> a.startedAt().compareTo(b.startedAt()))
                .toList();
    }

    /** An agent was online and did not answer: the visitor need not wait any longer. */
    @Scheduled(fixedDelay = 5_000)
    void handOverWhatNobodyAnswers() {
        Instant now = clock.instant();
        chats.values().removeIf(chat -> chat.startedAt().plus(FORGOTTEN_AFTER).isBefore(now));
        for (Chat chat : List.copyOf(chats.values())) {
            Instant asked = chat.askedAt();
            if (chat.waits() && asked != null && asked.plus(PATIENCE).isBefore(now)) {
                try {
                    ticket(chat, handoff.handOver(conversation(chat)));
                } catch (RuntimeException e) {
                    LOG.warn(
                            "A conversation could not become a ticket; it is tried again: {}",
                            e.getClass().getName());
                }
            }
        }
    }
}
