package io.embedesk.examples.helpdesk;

import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.TicketChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of the sidebar: each of its small forms sends only its own fields. */
final class SidebarForm {
    private SidebarForm() {}

    static TicketChange change(Map<String, String> fields) {
        List<TicketChange> changes = new ArrayList<>();
        field(fields, "status").map(value -> status(value, fields)).ifPresent(changes::add);
        field(fields, "priority")
                .map(value -> TicketChange.priority(read(Priority.class, "priority", value)))
                .ifPresent(changes::add);
        field(fields, "assignee")
                .map(value -> value.isEmpty() ? TicketChange.unassigned() : TicketChange.assignee(value))
                .ifPresent(changes::add);
        field(fields, "description").map(TicketChange::description).ifPresent(changes::add);
        field(fields, "contactEmail")
                .map(value -> TicketChange.contact(fields.get("contactName"), value))
                .ifPresent(changes::add);
        field(fields, "addTag")
                .filter(tag -> !tag.isBlank())
                .map(TicketChange::addTags)
                .ifPresent(changes::add);
        field(fields, "removeTag").map(TicketChange::removeTags).ifPresent(changes::add);
        return together(changes);
    }

    static TicketChange together(List<TicketChange> changes) {
        return changes.stream()
                .reduce(TicketChange::and)
                .orElseThrow(() -> new InvalidInputException("change", "names no field that can be changed"));
    }

    /** Whoever resolves has seen everything: else a customer's answer would be buried. */
    private static TicketChange status(String value, Map<String, String> fields) {
        TicketChange change = TicketChange.status(read(Status.class, "status", value));
        return EntryId.parse(fields.getOrDefault("lastSeen", ""))
                .map(change::ifLastSeen)
                .orElse(change);
    }

    private static Optional<String> field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static <E extends Enum<E>> E read(Class<E> type, String field, String value) {
        return Show.read(type, value)
                .orElseThrow(() -> new InvalidInputException(field, "'" + value + "' is none of the choices"));
    }
}
