package io.embedesk.examples.helpdesk;

import io.embedesk.InvalidInputException.Violation;
import io.embedesk.Priority;
import io.embedesk.TicketId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form that opens a ticket: what was typed is kept when something is wrong.
 *
 * @param values what was typed
 * @param violations what is wrong
 */
public record TicketForm(Values values, List<Violation> violations) {
    /**
     * What was typed.
     *
     * @param id of the ticket to be: sent twice, the form opens one
     * @param subject see {@link io.embedesk.Ticket#subject()}
     * @param description see {@link io.embedesk.Ticket#description()}
     * @param priority see {@link io.embedesk.Ticket#priority()}
     * @param assignee see {@link io.embedesk.Ticket#assignee()}
     * @param contactName see {@link io.embedesk.Contact#name()}
     * @param contactEmail see {@link io.embedesk.Contact#email()}
     */
    public record Values(
            String id,
            String subject,
            String description,
            String priority,
            String assignee,
            String contactName,
            String contactEmail) {
        public Values(
                @Nullable String id,
                @Nullable String subject,
                @Nullable String description,
                @Nullable String priority,
                @Nullable String assignee,
                @Nullable String contactName,
                @Nullable String contactEmail) {
            this.id = or(id, TicketId.mint().value());
            this.subject = or(subject, "");
            this.description = or(description, "");
            this.priority = or(priority, Show.parameter(Priority.MEDIUM));
            this.assignee = or(assignee, "");
            this.contactName = or(contactName, "");
            this.contactEmail = or(contactEmail, "");
        }

        private static String or(@Nullable String given, String otherwise) {
            return given == null ? otherwise : given;
        }
    }

    static TicketForm empty() {
        return new TicketForm(new Values(null, null, null, null, null, null, null), List.of());
    }

    /** {@return what is wrong with a field, or null} */
    public Optional<String> problem(String field) {
        return violations.stream()
                .filter(violation -> violation.field().equals(field))
                .map(Violation::reason)
                .findFirst();
    }
}
