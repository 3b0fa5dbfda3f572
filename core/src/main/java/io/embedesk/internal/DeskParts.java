package io.embedesk.internal;

import io.embedesk.Acknowledgement;
import io.embedesk.AttachmentLimits;
import io.embedesk.AutomaticMailLimits;
import io.embedesk.ConfigurationException;
import io.embedesk.TakeOnReply;
import io.embedesk.email.ReplyTokens;
import io.embedesk.event.TicketListener;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.TicketStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a desk was built with. */
public record DeskParts(
        TicketStore store,
        @Nullable AttachmentStore elsewhere,
        @Nullable EmailChannel channel,
        @Nullable ReplyTokens tokens,
        AccessPolicy access,
        List<TicketListener> listeners,
        TakeOnReply takeOnReply,
        Duration undoWindow,
        AttachmentLimits limits,
        @Nullable Acknowledgement acknowledgement,
        AutomaticMailLimits automaticMailLimits,
        Metered metered,
        Clock clock) {
    /** Microseconds are what every database keeps; a snapshot must be equal to what is read back. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Where the bytes of files are. */
    AttachmentStore files() {
        return elsewhere != null ? elsewhere : store.attachments();
    }

    /** The channel and its identity, while mail can be sent. */
    Optional<Sender> sender() {
        return channel == null || tokens == null
                ? Optional.empty()
                : channel.identity().map(identity -> new Sender(channel, identity, tokens));
    }

    record Sender(EmailChannel channel, EmailChannel.Identity identity, ReplyTokens tokens) {}

    /** The outbox and the intake promise that what they did is committed; inside a host's transaction that would be untrue. */
    void requireOutsideTransaction(String what) {
        if (store.insideTransaction()) {
            throw new ConfigurationException(
                    what + " was called inside a transaction",
                    "Call it outside: it commits its own work, which must not wait for yours or be rolled back with it.");
        }
    }
}
