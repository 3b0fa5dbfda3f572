package io.embedesk;

import io.embedesk.email.ReplyTokens;
import io.embedesk.event.TicketFeed;
import io.embedesk.event.TicketListener;
import io.embedesk.health.DeskHealth;
import io.embedesk.intake.Intake;
import io.embedesk.internal.DeskParts;
import io.embedesk.internal.Metered;
import io.embedesk.internal.StoreDesk;
import io.embedesk.privacy.Privacy;
import io.embedesk.replies.SavedReplies;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.DeskMetrics;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.TicketStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The support desk of one workspace: the door to everything else. It starts no thread and needs no closing. Safe for
 * concurrent use; a host keeps one for as long as it runs.
 */
public sealed interface Desk permits StoreDesk {
    /** {@return what the staff does} */
    TicketService tickets();

    /** {@return the door for messages that come in} */
    Intake intake();

    /** {@return everything that happened, in one order} */
    TicketFeed feed();

    /** {@return the texts that agents use again and again} */
    SavedReplies savedReplies();

    /** {@return what people may demand of their data, and how long it is kept} */
    Privacy privacy();

    /** {@return how the desk is doing} */
    DeskHealth health();

    /** {@return the workspace whose desk this is} */
    Workspace workspace();

    /** {@return a desk that needs nothing and forgets everything when the process ends} */
    static Desk inMemory() {
        return builder(TicketStore.inMemory()).build();
    }

    /**
     * A desk on a store.
     *
     * @param store where its tickets are kept
     * @return a builder with every option at its default
     */
    static Builder builder(TicketStore store) {
        return new Builder(store);
    }

    /** The options of a desk. */
    final class Builder {
        private final TicketStore store;
        private final List<TicketListener> listeners = new ArrayList<>();
        private @Nullable AttachmentStore attachments;
        private @Nullable EmailChannel channel;
        private @Nullable ReplyTokens tokens;
        private AccessPolicy access = AccessPolicy.everyAgentSeesAll();
        private TakeOnReply takeOnReply = TakeOnReply.IF_OPEN;
        private Duration undoWindow = Duration.ZERO;
        private AttachmentLimits limits = AttachmentLimits.DEFAULT;
        private @Nullable Acknowledgement acknowledgement;
        private AutomaticMailLimits automaticMailLimits = AutomaticMailLimits.DEFAULT;
        private @Nullable DeskMetrics metrics;
        private Clock clock = Clock.systemUTC();

        private Builder(TicketStore store) {
            this.store = store;
        }

        /**
         * Keeps the bytes of files elsewhere.
         *
         * @param place instead of {@link TicketStore#attachments()}
         * @return this
         */
        public Builder attachments(AttachmentStore place) {
            attachments = place;
            return this;
        }

        /**
         * Sends replies by mail; needs a {@linkplain #replyKey reply key}. Without it, or while it has no {@linkplain
         * EmailChannel#identity() identity}, replies are saved and not mailed.
         *
         * @param way the mail server
         * @return this
         */
        public Builder email(EmailChannel way) {
            channel = way;
            return this;
        }

        /**
         * Signs the addresses that customers' answers come back to. Every node of a host uses the same.
         *
         * @param secret at least 16 bytes
         * @return this
         */
        public Builder replyKey(Secret secret) {
            return replyTokens(ReplyTokens.of(store.workspace(), secret));
        }

        /**
         * Like {@link #replyKey}, with keys that have been rotated.
         *
         * @param minted of this store's workspace
         * @return this
         */
        public Builder replyTokens(ReplyTokens minted) {
            tokens = minted;
            return this;
        }

        /**
         * Decides who may do what.
         *
         * @param policy instead of {@link AccessPolicy#everyAgentSeesAll()}
         * @return this
         */
        public Builder access(AccessPolicy policy) {
            access = policy;
            return this;
        }

        /**
         * Tells somebody of what happens, after each commit.
         *
         * @param listener one more
         * @return this
         */
        public Builder listener(TicketListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Decides when a reply makes the ticket the replier's.
         *
         * @param when instead of {@link TakeOnReply#IF_OPEN}
         * @return this
         */
        public Builder takeOnReply(TakeOnReply when) {
            takeOnReply = when;
            return this;
        }

        /**
         * Lets agents take a reply back: its mail waits this long.
         *
         * @param wait instead of not at all; at most an hour
         * @return this
         */
        public Builder undoWindow(Duration wait) {
            if (wait.isNegative() || wait.compareTo(Duration.ofHours(1)) > 0) {
                throw new InvalidInputException("undoWindow", wait + " must be 0 to 1 hour");
            }
            undoWindow = wait;
            return this;
        }

        /**
         * Limits what agents may attach.
         *
         * @param most instead of {@link AttachmentLimits#DEFAULT}
         * @return this
         */
        public Builder attachmentLimits(AttachmentLimits most) {
            limits = most;
            return this;
        }

        /**
         * Tells customers by mail that their ticket was opened: by mail, in the portal, or by a conversation.
         *
         * @param words instead of not telling them
         * @return this
         */
        public Builder acknowledgements(Acknowledgement words) {
            acknowledgement = words;
            return this;
        }

        /**
         * Limits what the desk mails by itself.
         *
         * @param most instead of {@link AutomaticMailLimits#DEFAULT}
         * @return this
         */
        public Builder automaticMailLimits(AutomaticMailLimits most) {
            automaticMailLimits = most;
            return this;
        }

        /**
         * Counts and times what the desk does.
         *
         * @param own the host's metrics, instead of none
         * @return this
         */
        public Builder metrics(DeskMetrics own) {
            metrics = own;
            return this;
        }

        /**
         * Takes the time from elsewhere.
         *
         * @param time instead of the system's UTC clock
         * @return this
         */
        public Builder clock(Clock time) {
            clock = time;
            return this;
        }

        /**
         * Puts the desk together.
         *
         * @return the desk
         * @throws ConfigurationException if there is a mail channel but no reply key
         */
        public Desk build() {
            if (channel != null && tokens == null) {
                throw new ConfigurationException(
                        "The desk sends mail but has no reply key",
                        "Without it anybody could write into tickets: pass replyKey(Secret.of(...)), at least 16 random"
                                + " bytes, the same on every node.");
            }
            return new StoreDesk(new DeskParts(
                    store,
                    attachments,
                    channel,
                    tokens,
                    access,
                    List.copyOf(listeners),
                    takeOnReply,
                    undoWindow,
                    limits,
                    acknowledgement,
                    automaticMailLimits,
                    new Metered(metrics),
                    clock));
        }
    }
}
