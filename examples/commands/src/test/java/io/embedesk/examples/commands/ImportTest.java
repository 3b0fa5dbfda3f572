package io.embedesk.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.Priority;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.jpa.JpaSchema;
import io.embedesk.spi.TicketStore;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
    private static final String ZENDESK = """
            Id,Subject,Description,Status,Priority,Requester,Requester email,Tags,Created at,Updated at
            17,"The invoice, again","It does not
            open.",Solved,High,Carla Cruz,carla@customer.example,billing vip,2024-05-01 10:00,2024-05-02T11:30:00Z
            18,No status,,,,,,,last May,
            ,Nobody knows its number,,Open,,,,,,
            19,Refused,,Open,Low,Dan,not an address,,,
            """;
    private static final String MBOX = """
            From carla@customer.example Fri May  3 10:00:00 2024
            From: Carla Cruz <carla@customer.example>
            Subject: Printer
            Message-ID: <1@customer.example>

            >From here on it is on fire.

            From carla@customer.example Fri May  3 11:00:00 2024
            From: Carla Cruz <carla@customer.example>
            Subject: Re: Printer
            Message-ID: <2@customer.example>
            Date: Fri, 3 May 2024
              13:00:00 +0200
            In-Reply-To: <1@customer.example>

            It is out.

            From ben@customer.example Fri May  3 12:00:00 2024
            From: ben@customer.example
            Subject: Another
            Message-ID: <3@customer.example>

            Hello
            """;

    @TempDir
    private Path folder;

    private final PastClock clock = new PastClock(Clock.systemUTC());
    private final Desk desk =
            Desk.builder(TicketStore.inMemory()).clock(clock).replyKey(KEY).build();
    private final TicketService tickets = desk.tickets();

    private List<Ticket> all() {
        return tickets.list(ANN, TicketQuery.of(TicketFilter.ALL)).tickets();
    }

    private Ticket named(String subject) {
        return all().stream()
                .filter(ticket -> ticket.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-05-01T10:00:00+02:00 | 2024-05-01T08:00:00Z",
                "2024-05-01 10:00:00 +0200 | 2024-05-01T08:00:00Z",
                "2024-05-01 10:00:07 UTC | 2024-05-01T10:00:07Z",
                "2024-05-01 10:00 | 2024-05-01T10:00:00Z",
                "Wed, 1 May 2024 10:00:00 +0200 (CEST) | 2024-05-01T08:00:00Z",
                "1 May 2024 10:00:00 GMT | 2024-05-01T10:00:00Z",
                "05/01/24 | "
            })
    void readsTheTimesThatExportsAndMailsHave(String text, @Nullable Instant time) {
        assertThat(PastClock.read(text)).isEqualTo(Optional.ofNullable(time));
    }

    @Nested
    class Tickets {
        private ImportReport run(String csv) throws IOException {
            return new TicketsImport(tickets, clock, "zendesk", KEY).run(new StringReader(csv), report -> {});
        }

        @Test
        void comeWithWhatIsKnownOfThem() throws IOException {
            ImportReport report = run(ZENDESK);
            assertThat(report).hasToString("2 imported, 0 already there, 2 refused");
            assertThat(report.problems().get(0)).isEqualTo("row 3: it has no Id or Ticket ID");
            assertThat(report.problems().get(1)).contains("ticket 19", "contactEmail", "not an address");
            Ticket invoice = all().stream()
                    .filter(t -> t.subject().contains("invoice"))
                    .findFirst()
                    .orElseThrow();
            assertThat(invoice.status()).isEqualTo(Status.RESOLVED);
            assertThat(invoice.priority()).isEqualTo(Priority.HIGH);
            assertThat(invoice.contact().displayName()).isEqualTo("Carla Cruz");
            assertThat(invoice.tags()).containsExactlyInAnyOrder("import-zendesk", "billing", "vip");
            assertThat(invoice.description()).isEqualTo("#17 in zendesk\n\nIt does not\nopen.");
        }

        @Test
        void keepTheirTimesWhereTheyCanBeRead() throws IOException {
            run(ZENDESK);
            Ticket invoice = named("The invoice, again");
            assertThat(invoice.createdAt()).isEqualTo("2024-05-01T10:00:00Z");
            assertThat(invoice.updatedAt()).isEqualTo("2024-05-02T11:30:00Z");
            Ticket other = named("No status");
            assertThat(other.createdAt()).isAfter("2026-01-01T00:00:00Z");
            assertThat(other.description()).isEqualTo("#18 in zendesk, opened there last May");
        }

        @Test
        void comeOnceAndStayAsAgentsMadeThem() throws IOException {
            run(ZENDESK);
            Ticket invoice = all().stream()
                    .filter(t -> t.subject().contains("invoice"))
                    .findFirst()
                    .orElseThrow();
            tickets.change(ANN, invoice.id(), TicketChange.status(Status.CLOSED));
            assertThat(run(ZENDESK)).hasToString("0 imported, 2 already there, 2 refused");
            assertThat(all()).hasSize(2);
            assertThat(tickets.find(ANN, invoice.id()).orElseThrow().status()).isEqualTo(Status.CLOSED);
        }
    }

    @Nested
    class Mailbox {
        private ImportReport run(String mails) throws IOException {
            Path mbox = Files.writeString(folder.resolve("support.mbox"), mails);
            return new MailboxImport(desk, clock).run(mbox, report -> {});
        }

        @Test
        void becomesThreads() throws IOException {
            assertThat(run(MBOX)).hasToString("3 imported, 0 already there, 0 refused");
            Ticket printer = all().stream()
                    .filter(t -> t.subject().equals("Printer"))
                    .findFirst()
                    .orElseThrow();
            assertThat(tickets.thread(ANN, printer.id()).entries())
                    .extracting(entry -> entry.body().text())
                    .containsExactly("From here on it is on fire.", "It is out.");
            assertThat(tickets.thread(ANN, printer.id()).entries().get(1).createdAt())
                    .isEqualTo("2024-05-03T11:00:00Z");
        }

        @Test
        void goesOnWhereItWasInterrupted() throws IOException {
            assertThat(run(MBOX.substring(0, MBOX.indexOf("From ben@"))))
                    .hasToString("2 imported, 0 already there, 0 refused");
            assertThat(run(MBOX)).hasToString("1 imported, 2 already there, 0 refused");
            assertThat(all()).hasSize(2);
        }
    }

    @Test
    void isACommandOnADatabase() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("desk");
        try (Connection connection = DriverManager.getConnection(url)) {
            JpaSchema.create(connection);
        }
        Path key = Files.writeString(folder.resolve("key"), KEY.reveal());
        Path csv = Files.writeString(folder.resolve("tickets.csv"), ZENDESK);
        int code = Commands.of(System.in)
                .execute(
                        "import",
                        "--format",
                        "zendesk",
                        "--jdbc-url",
                        url,
                        "--reply-key-file",
                        key.toString(),
                        csv.toString());
        assertThat(code).as("two rows are refused").isEqualTo(1);
        try (Connection connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("select count(*) from embedesk_ticket")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }
}
