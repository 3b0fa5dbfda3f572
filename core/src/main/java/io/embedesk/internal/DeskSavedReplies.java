package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.Contact;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.replies.SavedReplies;
import io.embedesk.replies.SavedReply;
import io.embedesk.spi.AccessPolicy.DeskAction;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.TicketTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Saved replies as keyed rows: the title in the first line of the value, then the text. */
final class DeskSavedReplies implements SavedReplies {
    private static final String GROUP = "saved-reply";
    private static final int TITLE_LENGTH = 100;
    private static final int TEXT_LENGTH = 100_000;
    private static final int MOST = 1_000;

    private final DeskParts parts;
    private final Guard guard;

    DeskSavedReplies(DeskParts parts) {
        this.parts = parts;
        this.guard = new Guard(parts.access());
    }

    @Override
    public SavedReply save(Actor.Staff actor, SavedReply reply) {
        guard.permitted(actor, DeskAction.EDIT_SAVED_REPLIES);
        check(reply);
        SavedReply kept = new SavedReply(reply.id(), reply.title().strip(), reply.text());
        return parts.store().join(tx -> {
            String value = kept.title() + "\n" + kept.text();
            // Inserting first makes two that save the same id at once wait for each other.
            if (!tx.keys().insert(KeyedRow.of(GROUP, kept.id(), value))) {
                tx.keys().find(GROUP, kept.id()).ifPresent(row -> tx.keys().replace(row.with(value)));
            }
            return kept;
        });
    }

    private static void check(SavedReply reply) {
        Violations wrong = new Violations();
        if (!Crockford.isId(reply.id())) {
            wrong.add("id", "'" + Texts.shown(reply.id()) + "' is no id; begin with SavedReply.of(title, text)");
        }
        String title = reply.title();
        if (title.isBlank() || title.length() > TITLE_LENGTH || Texts.hasControl(title)) {
            wrong.add("title", "must be one line of 1 to " + TITLE_LENGTH + " characters");
        }
        if (reply.text().length() > TEXT_LENGTH) {
            wrong.add("text", "has " + reply.text().length() + " characters; at most " + TEXT_LENGTH + " are allowed");
        } else {
            wrong.message("text", reply.text());
        }
        Placeholders.faults(reply.text())
                .forEach(fault -> wrong.add(
                        "text", "'" + fault + "' is no placeholder; write {{contact.name}} or {{contact.name|there}}"));
        wrong.throwIfAny();
    }

    @Override
    public List<SavedReply> list(Actor.Staff actor) {
        List<SavedReply> all = new ArrayList<>();
        parts.store().read(tx -> tx.keys().list(GROUP, null, MOST)).forEach(row -> all.add(reply(row)));
        all.sort(Comparator.comparing(SavedReply::title, String.CASE_INSENSITIVE_ORDER));
        return List.copyOf(all);
    }

    @Override
    public Optional<SavedReply> find(Actor.Staff actor, String id) {
        return parts.store()
                .<Optional<KeyedRow>>read(tx -> tx.keys().find(GROUP, id))
                .map(DeskSavedReplies::reply);
    }

    private static SavedReply reply(KeyedRow row) {
        int end = row.value().indexOf('\n');
        return new SavedReply(
                row.key(), row.value().substring(0, end), row.value().substring(end + 1));
    }

    @Override
    public void delete(Actor.Staff actor, String id) {
        guard.permitted(actor, DeskAction.EDIT_SAVED_REPLIES);
        parts.store().join(tx -> tx.keys().delete(GROUP, id));
    }

    @Override
    public Map<String, String> values(Actor.Staff actor, TicketId id) {
        Ticket ticket = parts.store().read((TicketTransaction tx) -> guard.find(tx, actor, id));
        Contact contact = ticket.contact();
        Map<String, String> values = new HashMap<>();
        values.put("ticket.number", Long.toString(ticket.number()));
        values.put("ticket.subject", ticket.subject());
        values.put("agent.id", actor.id());
        if (contact.name() != null) {
            values.put("contact.name", contact.name());
        }
        if (contact.email() != null) {
            values.put("contact.email", contact.email().value());
        }
        return values;
    }
}
