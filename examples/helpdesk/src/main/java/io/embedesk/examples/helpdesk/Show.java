package io.embedesk.examples.helpdesk;

import io.embedesk.Attachment;
import io.embedesk.CustomerMessage;
import io.embedesk.InvalidInputException;
import io.embedesk.SafeHtml;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.event.TicketEvent;
import io.embedesk.inbound.HtmlSanitizer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values look on a page. */
public final class Show {
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm z", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private Show() {}

    /** {@return {@code IN_PROGRESS} as "In Progress"} */
    public static String label(Enum<?> value) {
        return Arrays.stream(value.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /** {@return {@code IN_PROGRESS} as "in_progress", for URLs and style classes} */
    public static String parameter(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #parameter} wrote; anything else is no restriction. */
    static <E extends Enum<E>> Optional<E> read(Class<E> type, String parameter) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(parameter))
                .findFirst();
    }

    /** {@return a time to hover over} */
    public static String exact(Instant at) {
        return EXACT.format(at);
    }

    /** {@return how long ago, in words} */
    public static String ago(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        }
        if (age.toDays() < 1) {
            return age.toHours() + " h ago";
        }
        return age.toDays() < 30 ? age.toDays() + " d ago" : exact(at);
    }

    /** {@return a time span for people} */
    public static String span(Optional<Duration> span) {
        return span.map(time -> time.toHours() < 1
                        ? time.toMinutes() + " min"
                        : time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " d")
                .orElse("—");
    }

    /** {@return who did it: an agent's id, or another name} */
    public static String actor(TicketEvent event) {
        String actor = event.actor();
        return actor.startsWith("agent:") ? actor.substring("agent:".length()) : actor;
    }

    /** {@return what happened, in words} */
    public static String event(TicketEvent event) {
        if (event instanceof TicketEvent.FieldChanged change) {
            String field = label(change.field()).toLowerCase(Locale.ROOT);
            if (change.before() == null && change.after() == null) {
                return "changed the " + field;
            }
            return field + ": " + word(change.before()) + " → " + word(change.after());
        }
        if (event instanceof TicketEvent.DeliveryChanged delivery) {
            return "mail " + label(delivery.state()).toLowerCase(Locale.ROOT);
        }
        return switch (event.getClass().getSimpleName()) {
            case "Opened" -> "opened the ticket";
            case "Replied" -> "replied";
            case "Noted" -> "wrote a note";
            case "MessageReceived" -> "a message came in";
            case "DeliveryLate" -> "a mail has waited for hours";
            case "Merged" -> "merged it into another ticket";
            case "Unmerged" -> "undid a merge";
            case "Split" -> "split a message off";
            case "Erased" -> "personal data was erased";
            default -> event.getClass().getSimpleName();
        };
    }

    private static String word(@Nullable String value) {
        return value == null || value.isEmpty() ? "—" : value.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** {@return whether a reply can still be taken back} */
    public static boolean canUndo(EmailDelivery delivery) {
        return delivery.state() == EmailDelivery.State.QUEUED && delivery.attempts() == 0;
    }

    /** {@return whether sending may be tried again} */
    public static boolean canRetry(EmailDelivery delivery) {
        return delivery.state() == EmailDelivery.State.FAILED || delivery.state() == EmailDelivery.State.QUARANTINED;
    }

    /** {@return how many pictures a mail wants to load from elsewhere} */
    public static int remotePictures(ThreadEntry entry) {
        SafeHtml html = entry.body().html();
        return html == null ? 0 : html.value().split(" " + HtmlSanitizer.REMOTE_PICTURE + "=\"", -1).length - 1;
    }

    /**
     * A mail's markup.
     *
     * @param entry the mail
     * @param ticket whose
     * @param remote whether pictures from elsewhere are loaded, as somebody asked
     * @return its sanitised markup, with its own pictures where it refers to them
     */
    public static String html(ThreadEntry entry, Ticket ticket, boolean remote) {
        SafeHtml html = entry.body().html();
        String shown = html == null ? "" : html.value();
        for (Attachment file : entry.attachments()) {
            if (file.contentId() != null && Download.isPicture(file)) {
                String place = "/tickets/" + ticket.id() + "/attachments/" + file.id();
                shown = shown.replace("\"cid:" + file.contentId() + "\"", "\"" + place + "\"");
            }
        }
        if (remote) {
            shown = shown.replace(" " + HtmlSanitizer.REMOTE_PICTURE + "=\"", " referrerpolicy=\"no-referrer\" src=\"");
        }
        // A picture that did not come along would be looked for in vain.
        return shown.replaceAll(" src=\"cid:[^\"]*\"", "");
    }

    /** {@return a size for people} */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.0f KB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }

    /** {@return who wrote a message: the name it gives, else the one that the ticket has for that address} */
    public static String sender(CustomerMessage message, Ticket ticket) {
        String name = message.from().name();
        EmailAddress contact = ticket.contact().email();
        EmailAddress address = message.from().address();
        if (name != null) {
            return name;
        }
        return contact != null && contact.sameAs(address) ? ticket.contact().displayName() : address.value();
    }

    /** {@return what became of a reply's mail, in words} */
    public static String delivery(EmailDelivery delivery) {
        return switch (delivery.state()) {
            case QUEUED -> delivery.attempts() == 0 ? "Queued" : "Waiting for another attempt: " + detail(delivery);
            case SENDING -> "Sending";
            case SENT -> "E-mailed to " + recipients(delivery);
            case FAILED -> "E-mail failed: " + detail(delivery);
            case QUARANTINED -> "E-mail put aside after five crashes: " + detail(delivery);
            case CANCELLED -> delivery.isWithdrawn() ? "Taken back before it was sent" : "E-mail stopped by an agent";
            case SKIPPED ->
                "Saved. Not e-mailed: " + delivery.skipped().map(Show::reason).orElse("unknown");
        };
    }

    /** {@return what a reply's sender is told at once} */
    public static String outcome(EmailDelivery delivery) {
        return delivery.state() == EmailDelivery.State.SKIPPED
                ? delivery(delivery)
                : "Reply saved; its e-mail is on the way.";
    }

    /** {@return what is wrong, in one line} */
    static String violations(InvalidInputException refused) {
        return refused.violations().stream()
                .map(violation -> violation.field() + " " + violation.reason())
                .collect(Collectors.joining("; "));
    }

    private static String reason(SkipReason reason) {
        return switch (reason) {
            case NO_CONTACT_EMAIL -> "the ticket has no contact e-mail";
            case NOT_CONFIGURED -> "no SMTP server is configured";
            case SUPPRESSED -> "the address is known to refuse mail";
        };
    }

    private static String detail(EmailDelivery delivery) {
        String detail = delivery.detail();
        return detail == null ? "no reason was given" : detail;
    }

    private static String recipients(EmailDelivery delivery) {
        return delivery.recipients().stream()
                .map(Recipient::address)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
