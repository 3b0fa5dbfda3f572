package io.embedesk.examples.helpdesk;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether mail has ever come in: until then, customers' answers probably cannot. */
@Component
class InboundSeen {
    private static final String NAME = "inbound-seen";
    private final StoredSettings settings;
    private final Clock clock;
    private final AtomicReference<@Nullable Instant> first = new AtomicReference<>();

    InboundSeen(StoredSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A provider's delivery was accepted. */
    void now() {
        if (first.get() == null && first().isEmpty()) {
            settings.put(NAME, clock.instant().toString());
        }
    }

    /** {@return when the first mail came in} */
    Optional<Instant> first() {
        if (first.get() == null) {
            settings.get(NAME).map(Instant::parse).ifPresent(first::set);
        }
        return Optional.ofNullable(first.get());
    }
}
