package io.embedesk.examples.helpdesk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Nobody tries a thousand passwords: after ten wrong ones in a quarter of an hour, the same name from the same address waits. The agent's
 * own browser, which is elsewhere, gets in meanwhile. Each instance counts for itself.
 */
@Component
class LoginAttempts {
    private static final int MOST = 10;
    private static final Duration WITHIN = Duration.ofMinutes(15);
    private static final int MOST_KNOWN = 10_000;
    private final Map<String, Deque<Instant>> failures = new ConcurrentHashMap<>();
    private final Clock clock;

    LoginAttempts(Clock clock) {
        this.clock = clock;
    }

    @EventListener
    void failed(AuthenticationFailureBadCredentialsEvent event) {
        Instant now = clock.instant();
        if (failures.size() >= MOST_KNOWN) {
            failures.values().removeIf(times -> times.peekLast() == null || isOver(times.getLast(), now));
        }
        failures.compute(key(event.getAuthentication().getName()), (key, known) -> {
            Deque<Instant> times = known == null ? new ArrayDeque<>() : new ArrayDeque<>(known);
            times.addLast(now);
            while (times.size() > MOST) {
                times.removeFirst();
            }
            return times;
        });
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        failures.remove(key(event.getAuthentication().getName()));
    }

    /** {@return whether this name waits, for the request that this thread serves} */
    boolean waits(String name) {
        Deque<Instant> times = failures.get(key(name));
        return times != null && times.size() >= MOST && !isOver(times.getFirst(), clock.instant());
    }

    private static boolean isOver(Instant time, Instant now) {
        return time.plus(WITHIN).isBefore(now);
    }

    private static String key(String name) {
        String address = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getRemoteAddr()
                : "";
        return address + " " + name.substring(0, Math.min(name.length(), 100));
    }
}
