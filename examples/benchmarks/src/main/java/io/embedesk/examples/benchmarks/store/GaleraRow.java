package io.embedesk.examples.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.MessageBody;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.StorageException;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TransactionConflictException;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboxWorker;
import io.embedesk.email.ReplyTokens;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.jpa.JpaSchema;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Three applications on a cluster of three databases, each on a node of its own, while one node is killed: whatever was
 * answered with success is on both that are left, once, and each reply has left once.
 */
public record GaleraRow(String name) implements Row {
    private static final int HOSTS = 3;
    private static final int THREADS = 4;
    private static final int ROUNDS = 150;
    private static final int BRIEF = 20;
    private static final int SHARED = 20;
    private static final String DATABASE = "desk";
    private static final Duration MOST = Duration.ofMinutes(6);
    private static final Secret KEY = Secret.of("only-for-these-measurements-32by");
    private static final Actor.Staff AGENT = Actor.agent("agent-7");

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        if (!Galera.isInstalled()) {
            System.out.println(name + " is left out: it needs the system's mariadb-server, galera-4 and rsync");
            return List.of();
        }
        try (Galera cluster = Galera.start();
                Sink sink = new Sink()) {
            create(cluster);
            List<Host> hosts = new ArrayList<>();
            for (int i = 0; i < HOSTS; i++) {
                hosts.add(new Host(cluster.urlFrom(i, DATABASE), sink.port()));
            }
            try {
                return new Run(cluster, sink, hosts, brief ? BRIEF : ROUNDS).measure(name);
            } finally {
                hosts.forEach(Host::close);
            }
        }
    }

    private static void create(Galera cluster) throws SQLException {
        try (Connection connection = DriverManager.getConnection(cluster.url(0, ""), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE + " character set utf8mb4");
            statement.execute("use " + DATABASE);
            for (String sql : JpaSchema.statements("mariadb")) {
                statement.execute(sql);
            }
        }
    }

    /** An application with a pool of its own. */
    private static final class Host {
        final HikariDataSource pool;
        final EntityManagerFactory factory;
        final Desk desk;

        Host(String url, int smtp) {
            pool = Filled.pool(url, "root", THREADS + 4);
            factory = Filled.factory(pool);
            SmtpSettings settings = SmtpSettings.builder(
                            "localhost", Mailbox.of(EmailAddress.of("support@acme.example")))
                    .port(smtp)
                    .tls(TlsMode.PLAIN)
                    .build();
            desk = Desk.builder(JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory), Filled.WORKSPACE))
                    .email(SmtpChannel.of(settings))
                    .replyKey(KEY)
                    .build();
        }

        void close() {
            factory.close();
            pool.close();
        }
    }

    private static final class Run {
        private final Galera cluster;
        private final Sink sink;
        private final List<Host> hosts;
        private final int rounds;
        private final ReplyTokens tokens = ReplyTokens.of(Filled.WORKSPACE, KEY);
        private final List<Ticket> shared = new ArrayList<>();
        private final Set<String> answered = ConcurrentHashMap.newKeySet();
        private final AtomicLong replies = new AtomicLong();
        private final AtomicLong conflicts = new AtomicLong();
        private final AtomicLong refusals = new AtomicLong();
        private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
        private final AtomicLong longestPause = new AtomicLong();
        private final AtomicLong done = new AtomicLong();
        private final AtomicBoolean loaded = new AtomicBoolean();

        Run(Galera cluster, Sink sink, List<Host> hosts, int rounds) {
            this.cluster = cluster;
            this.sink = sink;
            this.hosts = hosts;
            this.rounds = rounds;
        }

        List<Measurement> measure(String name) throws Exception {
            for (int i = 0; i < SHARED; i++) {
                shared.add(open(hosts.get(0).desk));
            }
            Thread.sleep(1_000);
            long began = System.nanoTime();
            lastAnswer.set(began);
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                List<Future<?>> clients = new ArrayList<>();
                List<Future<?>> workers = new ArrayList<>();
                for (Host host : hosts) {
                    for (int i = 0; i < THREADS; i++) {
                        clients.add(threads.submit(() -> work(host.desk)));
                    }
                    workers.add(threads.submit(() -> send(host.desk)));
                }
                long all = (long) rounds * HOSTS * THREADS;
                while (done.get() < all / 2 && clients.stream().anyMatch(one -> !one.isDone())) {
                    Thread.sleep(20);
                }
                cluster.kill(HOSTS - 1);
                for (Future<?> client : clients) {
                    client.get();
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                loaded.set(true);
                for (Future<?> worker : workers) {
                    worker.get();
                }
                return figures(name, seconds);
            } finally {
                threads.shutdownNow();
            }
        }

        private List<Measurement> figures(String name, double seconds) throws SQLException {
            long n = answered.size();
            long lost = 0;
            long more = 0;
            for (int node = 0; node < HOSTS - 1; node++) {
                Set<String> there = there(node);
                lost += answered.stream().filter(id -> !there.contains(id)).count();
                more += there.stream().filter(id -> !answered.contains(id)).count();
            }
            long unsent = replies.get() - sink.mails();
            delete(answered.iterator().next());
            boolean controlRed = there(0).size() == n - 1;
            return List.of(
                    new Measurement(name + ".lost", lost, "rows", null, n, "none", lost == 0, controlRed),
                    new Measurement(name + ".unasked", more, "rows", null, n, "none", more == 0, null),
                    new Measurement(name + ".unsent", unsent, "mails", null, replies.get(), "none", unsent == 0, null),
                    new Measurement(
                            name + ".doubles",
                            sink.doubles(),
                            "mails",
                            null,
                            replies.get(),
                            "none",
                            sink.doubles() == 0,
                            null),
                    new Measurement(name + ".rate", n / seconds, "rows/s", null, n, null, null, null),
                    new Measurement(name + ".longest-pause", longestPause.get() / 1e9, "s", null, n, null, null, null),
                    new Measurement(name + ".conflicts", conflicts.get(), "calls repeated", null, n, null, null, null),
                    new Measurement(name + ".refusals", refusals.get(), "calls repeated", null, n, null, null, null));
        }

        /** Tickets and messages, as one node has them. */
        private Set<String> there(int node) throws SQLException {
            Set<String> all = new HashSet<>();
            try (Connection connection = DriverManager.getConnection(cluster.url(node, DATABASE), "root", "");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id from embedesk_ticket union all"
                            + " select coalesce(m.message_id, e.id) from embedesk_entry e"
                            + " left join embedesk_mail m on m.entry_id = e.id and not m.minted")) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
            return all;
        }

        private void delete(String id) throws SQLException {
            try (Connection connection = DriverManager.getConnection(cluster.url(0, DATABASE), "root", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("delete from embedesk_ticket where id = '" + id + "'");
                statement.execute("delete from embedesk_entry where id = '" + id + "'");
                statement.execute("delete from embedesk_entry where id in"
                        + " (select entry_id from embedesk_mail where message_id = '" + id + "')");
            }
        }

        private void work(Desk desk) {
            for (int round = 0; round < rounds; round++) {
                Ticket ticket = open(desk);
                reply(desk, ticket.id());
                receive(desk, ticket);
                reply(desk, shared.get((int) (done.incrementAndGet() % SHARED)).id());
            }
        }

        private Ticket open(Desk desk) {
            NewTicket draft = NewTicket.subject("The invoice does not open")
                    .description(Writes.Text.ANSWER)
                    .contact("carla@customer.example");
            Ticket ticket = insisting(() -> desk.tickets().open(AGENT, draft));
            answered.add(ticket.id().value());
            return ticket;
        }

        private void reply(Desk desk, TicketId ticket) {
            ReplyDraft draft = ReplyDraft.text(Writes.Text.REPLY);
            EntryId id = insisting(
                    () -> desk.tickets().reply(AGENT, ticket, draft).entry().id());
            answered.add(id.value());
            replies.incrementAndGet();
        }

        private void receive(Desk desk, Ticket ticket) {
            MessageId id = new MessageId(ticket.id().value() + "@customer.example");
            IncomingMessage message = new IncomingMessage(
                    Mailbox.of(EmailAddress.of("carla@customer.example")),
                    "Re: " + ticket.subject(),
                    MessageBody.of(Writes.Text.ANSWER),
                    List.of(),
                    null,
                    id,
                    new Clues(List.of(tokens.address(ticket.id(), "acme.example")), List.of(), List.of(), List.of()),
                    List.of(),
                    IncomingMessage.Kind.HUMAN,
                    IncomingMessage.Authentication.PASS,
                    false,
                    null);
            insisting(() -> received(desk, message));
            answered.add(id.value());
        }

        private static Object received(Desk desk, IncomingMessage message) {
            try {
                return desk.intake().receive(message);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** As a host would: what is refused is asked again with the same draft. */
        private <T> T insisting(Supplier<T> call) {
            Instant until = Instant.now().plus(MOST);
            while (true) {
                try {
                    T result = call.get();
                    long now = System.nanoTime();
                    long pause = now - lastAnswer.getAndSet(now);
                    longestPause.accumulateAndGet(pause, Math::max);
                    return result;
                } catch (TransactionConflictException e) {
                    conflicts.incrementAndGet();
                } catch (StorageException e) {
                    refusals.incrementAndGet();
                    pause(e);
                }
                if (Instant.now().isAfter(until)) {
                    throw new IllegalStateException("No success in " + MOST);
                }
            }
        }

        private static void pause(StorageException e) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw e;
            }
        }

        private void send(Desk desk) {
            OutboxWorker worker = OutboxWorker.of(desk);
            Instant until = Instant.MAX;
            while (Instant.now().isBefore(until) && (!loaded.get() || sink.mails() < replies.get())) {
                until = loaded.get() && until.equals(Instant.MAX)
                        ? Instant.now().plus(MOST)
                        : until;
                try {
                    if (worker.runOnce() == 0) {
                        Thread.sleep(100);
                    }
                } catch (TransactionConflictException e) {
                    conflicts.incrementAndGet();
                } catch (StorageException e) {
                    refusals.incrementAndGet();
                    pause(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
