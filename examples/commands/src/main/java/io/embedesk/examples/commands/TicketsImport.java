package io.embedesk.examples.commands;

import io.embedesk.Actor;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.Secret;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketId;
import io.embedesk.TicketService;
import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Tickets from the CSV that Zendesk and Freshdesk export. Each gets an id that follows from its number there, so that an import which was
 * interrupted is simply repeated: what is there is left as agents have made it since.
 */
final class TicketsImport {
    private static final Actor.Staff IMPORT = Actor.agent("import");
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private final TicketService tickets;
    private final PastClock clock;
    private final String origin;
    private final Secret key;

    /**
     * An import.
     *
     * @param tickets where to
     * @param clock the one that its desk goes by
     * @param origin what they come from, such as {@code zendesk}
     * @param key makes the ids unguessable; the same for every run
     */
    TicketsImport(TicketService tickets, PastClock clock, String origin, Secret key) {
        this.tickets = tickets;
        this.clock = clock;
        this.origin = origin;
        this.key = key;
    }

    ImportReport run(Reader csv, Consumer<ImportReport> progress) throws IOException {
        ImportReport report = new ImportReport();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .setAllowMissingColumnNames(true)
                .get();
        try (CSVParser rows = CSVParser.parse(csv, format)) {
            for (CSVRecord row : rows) {
                take(row, report);
                progress.accept(report);
            }
        }
        return report;
    }

    private void take(CSVRecord row, ImportReport report) {
        String number = value(row, "id", "ticket id", "ticket #").orElse("");
        if (number.isEmpty()) {
            report.refused("row " + row.getRecordNumber(), "it has no Id or Ticket ID");
            return;
        }
        try {
            TicketId id = id(number);
            Optional<String> opened = value(row, "created at", "created time");
            clock.set(opened);
            Optional<Ticket> known = tickets.find(IMPORT, id);
            Ticket ticket = known.isPresent() ? known.get() : tickets.open(IMPORT, draft(row, id, number));
            Status status = status(value(row, "status").orElse(""));
            if (ticket.version() == 1 && status != Status.OPEN) {
                clock.set(value(row, "solved at", "resolved time", "closed time", "updated at", "last update time")
                        .or(() -> opened));
                tickets.change(IMPORT, id, TicketChange.status(status));
            }
            if (known.isPresent()) {
                report.known();
            } else {
                report.imported();
            }
        } catch (InvalidInputException e) {
            report.refused("ticket " + number, String.valueOf(e.getMessage()));
        }
    }

    private NewTicket draft(CSVRecord row, TicketId id, String number) {
        NewTicket draft = NewTicket.subject(value(row, "subject").orElse("(no subject)"))
                .priority(priority(value(row, "priority").orElse("")))
                .source(Source.API)
                .tags(Stream.concat(
                                Stream.of("import-" + origin),
                                Arrays.stream(value(row, "tags").orElse("").split("[ ,]+")))
                        .filter(tag -> !tag.isBlank())
                        .distinct()
                        .limit(20)
                        .toArray(String[]::new));
        String created = value(row, "created at", "created time")
                .filter(at -> PastClock.read(at).isEmpty())
                .map(at -> ", opened there " + at)
                .orElse("");
        String about = value(row, "description").map(text -> "\n\n" + text).orElse("");
        draft = draft.description("#" + number + " in " + origin + created + about);
        Optional<String> email = value(row, "requester email", "email", "contact email");
        Optional<String> name = value(row, "requester", "full name", "contact name");
        draft = email.isPresent() ? draft.contact(email.get()) : draft;
        draft = name.isPresent() ? draft.contactName(name.get()) : draft;
        return draft.id(id);
    }

    private static Optional<String> value(CSVRecord row, String... names) {
        return Arrays.stream(names)
                .filter(row::isMapped)
                .map(row::get)
                .filter(text -> text != null && !text.isBlank())
                .findFirst();
    }

    private static Status status(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.contains("closed")) {
            return Status.CLOSED;
        }
        if (word.contains("solved")) {
            return Status.RESOLVED;
        }
        return word.contains("pending") || word.contains("hold") || word.contains("waiting")
                ? Status.PENDING
                : Status.OPEN;
    }

    private static Priority priority(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "urgent" -> Priority.URGENT;
            case "high" -> Priority.HIGH;
            case "low" -> Priority.LOW;
            default -> Priority.MEDIUM;
        };
    }

    private TicketId id(String number) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal((origin + ":" + number).getBytes(StandardCharsets.UTF_8));
            BigInteger rest = new BigInteger(1, Arrays.copyOf(hash, 16));
            StringBuilder id = new StringBuilder();
            for (int i = 0; i < 26; i++) {
                id.insert(0, DIGITS.charAt(rest.intValue() & 31));
                rest = rest.shiftRight(5);
            }
            return new TicketId(id.toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
