package io.embedesk.examples.commands;

import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings tickets from elsewhere into the database of a desk. It can be stopped and started again. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Imports a mailbox (mbox) or tickets (CSV of Zendesk or Freshdesk) into a desk's database.")
final class Import implements Callable<Integer> {
    private static final long BETWEEN = 1_000;

    /** What can be imported. */
    enum Format {
        MBOX,
        ZENDESK,
        FRESHDESK
    }

    @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}")
    private Format format = Format.MBOX;

    @Option(
            names = "--jdbc-url",
            required = true,
            description = "The desk's database, such as jdbc:postgresql://db/app.")
    private String jdbcUrl = "";

    @Option(names = "--jdbc-user", description = "Its user.")
    private @Nullable String jdbcUser;

    @Option(
            names = "--jdbc-password",
            interactive = true,
            arity = "0..1",
            description = "Its password; asked for when left empty.")
    private @Nullable String jdbcPassword;

    @Option(names = "--reply-key-file", required = true, description = "A file with nothing but the desk's reply key.")
    private Path replyKeyFile = Path.of("");

    @Parameters(description = "The file.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        Secret replyKey = Secret.of(Files.readString(replyKeyFile).strip());
        try (EntityManagerFactory factory = factory()) {
            PastClock clock = new PastClock(Clock.systemUTC());
            Desk desk = Desk.builder(JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory)))
                    .clock(clock)
                    .replyKey(replyKey)
                    .build();
            ImportReport report = run(desk, clock, replyKey);
            System.out.println(report);
            report.problems().forEach(System.err::println);
            return report.problems().isEmpty() ? 0 : 1;
        }
    }

    private ImportReport run(Desk desk, PastClock clock, Secret replyKey) throws IOException {
        Consumer<ImportReport> progress = report -> {
            if (report.done() % BETWEEN == 0) {
                System.out.println(report);
            }
        };
        if (format == Format.MBOX) {
            return new MailboxImport(desk, clock).run(file, progress);
        }
        String origin = format.name().toLowerCase(java.util.Locale.ROOT);
        try (Reader csv = Files.newBufferedReader(file)) {
            return new TicketsImport(desk.tickets(), clock, origin, replyKey).run(csv, progress);
        }
    }

    private EntityManagerFactory factory() {
        PersistenceConfiguration unit = new PersistenceConfiguration("import")
                .mappingFile("META-INF/embedesk/orm.xml")
                .property(PersistenceConfiguration.JDBC_URL, jdbcUrl);
        if (jdbcUser != null) {
            unit.property(PersistenceConfiguration.JDBC_USER, jdbcUser);
        }
        if (jdbcPassword != null) {
            unit.property(PersistenceConfiguration.JDBC_PASSWORD, jdbcPassword);
        }
        return unit.createEntityManagerFactory();
    }
}
