package io.embedesk.internal;

import io.embedesk.Desk;
import io.embedesk.InvalidInputException;
import io.embedesk.TicketService;
import io.embedesk.Workspace;
import io.embedesk.event.TicketFeed;
import io.embedesk.health.DeskHealth;
import io.embedesk.intake.Intake;
import io.embedesk.privacy.Privacy;
import io.embedesk.replies.SavedReplies;
import io.embedesk.spi.TicketStore;
import java.util.List;

/** The one desk there is. */
public final class StoreDesk implements Desk {
    private static final int MAX_FEED_PAGE = 1_000;
    private final DeskParts parts;
    private final TicketWriter writer;
    private final TicketService tickets;
    private final Intake intake;
    private final SavedReplies savedReplies;
    private final Privacy privacy;
    private final ChannelState channelState = new ChannelState();
    private final DeskHealth health;

    public StoreDesk(DeskParts parts) {
        this.parts = parts;
        this.writer = new TicketWriter(parts);
        this.tickets = new DeskTickets(parts, writer);
        this.intake = new DeskIntake(parts, writer);
        this.savedReplies = new DeskSavedReplies(parts);
        this.privacy = new DeskPrivacy(parts, writer);
        this.health = new StoreHealth(parts, channelState);
    }

    @Override
    public TicketService tickets() {
        return tickets;
    }

    @Override
    public Intake intake() {
        return intake;
    }

    @Override
    public TicketFeed feed() {
        return this::feedAfter;
    }

    @Override
    public SavedReplies savedReplies() {
        return savedReplies;
    }

    @Override
    public Privacy privacy() {
        return privacy;
    }

    @Override
    public DeskHealth health() {
        return health;
    }

    @Override
    public Workspace workspace() {
        return parts.store().workspace();
    }

    public DeskParts parts() {
        return parts;
    }

    TicketWriter writer() {
        return writer;
    }

    ChannelState channelState() {
        return channelState;
    }

    /** Unwraps the desk; there is only one kind. */
    static StoreDesk of(Desk desk) {
        return (StoreDesk) desk;
    }

    private List<TicketFeed.Numbered> feedAfter(long position, int limit) {
        if (limit < 1 || limit > MAX_FEED_PAGE) {
            throw new InvalidInputException("limit", limit + " must be 1 to " + MAX_FEED_PAGE);
        }
        TicketStore store = parts.store();
        List<TicketFeed.Numbered> page = store.read(tx -> tx.events().after(position, limit));
        if (page.size() == limit) {
            return page;
        }
        store.commit(tx -> tx.events().number(MAX_FEED_PAGE));
        return store.read(tx -> tx.events().after(position, limit));
    }
}
