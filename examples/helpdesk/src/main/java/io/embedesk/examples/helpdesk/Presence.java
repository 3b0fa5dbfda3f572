package io.embedesk.examples.helpdesk;

import io.embedesk.intake.AgentPresence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Who is there: an agent whose browser has asked for news within the last half minute, and which page it shows. */
@Component
class Presence implements AgentPresence {
    private static final Duration THERE = Duration.ofSeconds(30);
    private final Map<Seat, Instant> seen = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Seat(String agent, String page) {}

    Presence(Clock clock) {
        this.clock = clock;
    }

    void isThere(String agent, String page) {
        Instant now = clock.instant();
        seen.values().removeIf(at -> at.plus(THERE).isBefore(now));
        seen.put(new Seat(agent, page), now);
    }

    void left(String agent, String page) {
        seen.remove(new Seat(agent, page));
    }

    @Override
    public boolean anybodyOnline() {
        Instant now = clock.instant();
        return seen.values().stream().anyMatch(at -> !at.plus(THERE).isBefore(now));
    }

    /** {@return who else looks at a page} */
    List<String> othersAt(String page, String agent) {
        Instant now = clock.instant();
        return seen.entrySet().stream()
                .filter(e ->
                        e.getKey().page().equals(page) && !e.getKey().agent().equals(agent))
                .filter(e -> !e.getValue().plus(THERE).isBefore(now))
                .map(e -> e.getKey().agent())
                .sorted()
                .distinct()
                .toList();
    }
}
