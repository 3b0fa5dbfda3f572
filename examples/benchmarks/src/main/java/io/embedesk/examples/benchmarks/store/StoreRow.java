package io.embedesk.examples.benchmarks.store;

import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.TicketFilter;
import io.embedesk.email.MessageId;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.store.Pages.Cost;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.TicketStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.ttddyy.dsproxy.QueryInfo;

/** The store on a database beside SQL by hand, on databases of growing size. */
public record StoreRow(String name, Path folder, boolean onMariadb) implements Row {
    private static final double MOST_RATIO = 1.5;
    private static final double MOST_GROWTH = 2;
    private static final double LEAST_THROUGHPUT = 0.6;
    private static final double MOST_SEARCHING = 50;
    private static final double MOST_PAGE = 20;
    private static final double MOST_COUNTING = 50;
    private static final double MOST_MATCHING = 5;
    private static final long MOST_SEARCHED = 1_000_000;
    private static final int IDS = 20;
    /** Where it is asked first how common something is: one for each word, or two for a tag, and one for the page. */
    private static final int ASKING_STATEMENTS = 3;

    private static final long WARM_NANOS = 400_000_000L;

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        Path data = folder.resolve(name);
        List<Measurement> all = new ArrayList<>();
        Map<String, Double> smallest = new HashMap<>();
        try (Server server = Server.of(onMariadb, data)) {
            for (long tickets : sizes(brief)) {
                long began = System.nanoTime();
                boolean searchable = tickets <= MOST_SEARCHED;
                try (Filled filled = new Filled(server, tickets, searchable)) {
                    System.out.printf("%d tickets in %d s%n", tickets, (System.nanoTime() - began) / 1_000_000_000);
                    all.addAll(measure(filled, brief ? 15 : 100, smallest));
                }
            }
        }
        return all;
    }

    private long[] sizes(boolean brief) {
        String sizes = System.getProperty("tickets", "");
        if (!sizes.isEmpty()) {
            return Arrays.stream(sizes.split(",")).mapToLong(Long::parseLong).toArray();
        }
        return brief
                ? new long[] {10_000, 100_000}
                : onMariadb ? new long[] {10_000, 1_000_000} : new long[] {10_000, 100_000, 1_000_000, 5_000_000};
    }

    private List<Measurement> measure(Filled filled, int times, Map<String, Double> smallest) throws Exception {
        List<Measurement> all = new ArrayList<>();
        List<Pages.Case> cases = cases(filled);
        boolean controlRed = isScanFoundOut(filled);
        StringBuilder plans = new StringBuilder();
        String wanted = System.getProperty("cases", "");
        cases.removeIf(one -> !wanted.isEmpty() && !one.name().matches(wanted));
        for (Pages.Case one : cases) {
            warm(one, filled);
        }
        for (Pages.Case one : cases) {
            all.addAll(figures(filled, one, times, smallest));
            all.add(plan(filled, one, plans, controlRed));
        }
        all.addAll(writes(filled, times));
        Files.writeString(Files.createDirectories(folder).resolve(name + "." + filled.tickets + ".plans.txt"), plans);
        return all;
    }

    static List<Pages.Case> cases(Filled filled) throws SQLException {
        Pages pages = new Pages(filled);
        List<Pages.Case> cases = new ArrayList<>(pages.cases());
        cases.addAll(counts(filled));
        cases.add(match(filled));
        if (filled.searchable) {
            cases.addAll(pages.searches());
        }
        return cases;
    }

    /** So that the first row does not pay for what all need. */
    private static void warm(Pages.Case one, Filled filled) throws Exception {
        long until = System.nanoTime() + WARM_NANOS;
        while (System.nanoTime() < until) {
            one.ours().on(filled.store);
            one.byHand().call();
        }
    }

    private List<Measurement> figures(Filled filled, Pages.Case one, int times, Map<String, Double> before)
            throws Exception {
        Compared compared = Compared.measure(() -> one.ours().on(filled.store), one.byHand(), times);
        List<Measurement> all = new ArrayList<>();
        String row = name + "." + one.name();
        double ours = compared.ours();
        if (one.cost() == Cost.SEARCH) {
            boolean soon = ours <= MOST_SEARCHING;
            all.add(new Measurement(row, ours, "ms", compared.byHand(), filled.tickets, "at most 50 ms", soon, null));
            return all;
        }
        boolean met = ours <= MOST_RATIO * compared.byHand();
        all.add(new Measurement(
                row, ours, "ms", compared.byHand(), filled.tickets, "at most 1.5 times by hand", met, null));
        double most = one.name().startsWith("counts")
                ? MOST_COUNTING
                : one.name().equals("match") ? MOST_MATCHING : MOST_PAGE;
        all.add(new Measurement(
                row + ".p95",
                compared.p95(),
                "ms",
                null,
                filled.tickets,
                "at most " + (long) most + " ms",
                compared.p95() <= most,
                null));
        Double smallest = before.get(row);
        if (smallest != null && one.cost() != Cost.GROWS) {
            boolean flat = ours <= MOST_GROWTH * smallest;
            String target = "at most twice the smallest";
            all.add(new Measurement(row + ".growth", ours, "ms", smallest, filled.tickets, target, flat, null));
        }
        boolean full = !(one.ours().on(filled.store) instanceof List<?> page) || page.size() >= one.cost().fullAt;
        if (full) {
            before.putIfAbsent(row, ours);
        }
        return all;
    }

    /** With eight threads, by turns of a second or two. */
    private List<Measurement> writes(Filled filled, int times) throws Exception {
        Writes ours = new Writes(filled, filled.store);
        ByHandWrites byHand = new ByHandWrites(filled, ours);
        int turns = Math.max(2, times / 20);
        List<Measurement> all = new ArrayList<>();
        all.add(throughput("reply", Throughput.measure(ours::reply, byHand::reply, turns), filled));
        all.add(throughput("receive", Throughput.measure(ours::receive, byHand::receive, turns), filled));
        return all;
    }

    private Measurement throughput(String what, Throughput per, Filled filled) {
        boolean met = per.ours() >= LEAST_THROUGHPUT * per.byHand();
        return new Measurement(
                name + "." + what,
                per.ours(),
                "calls/s",
                per.byHand(),
                filled.tickets,
                "at least 0.6 of by hand",
                met,
                null);
    }

    /** One statement, whose plan reads no big table from end to end. */
    private Measurement plan(Filled filled, Pages.Case one, StringBuilder plans, boolean controlRed) throws Exception {
        List<QueryInfo> said = filled.statements.during(() -> {
            try {
                one.ours().on(filled.spoken);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        int most = one.name().startsWith("search") || onMariadb && one.name().startsWith("tag") ? ASKING_STATEMENTS : 1;
        boolean scans = false;
        for (QueryInfo query : said) {
            String plan;
            try (Connection connection = filled.pool.getConnection()) {
                plan = Statements.plan(connection, filled.server.explain(), query);
            }
            plans.append("== ")
                    .append(one.name())
                    .append('\n')
                    .append(query.getQuery())
                    .append("\n\n")
                    .append(plan)
                    .append('\n');
            // How common a word is, is found out by reading until enough have been seen; what finds the tickets is the
            // last.
            scans = filled.server.bigScan().matcher(plan).find();
        }
        return new Measurement(
                name + "." + one.name() + ".statements",
                said.size(),
                "statements",
                null,
                filled.tickets,
                "at most " + most + ", no scan",
                said.size() <= most && !scans,
                controlRed);
    }

    /** Broken on purpose: a look for what has no index. */
    private static boolean isScanFoundOut(Filled filled) throws Exception {
        List<QueryInfo> said = filled.statements.during(() -> {
            try (Connection connection = filled.statements.listenTo(filled.pool).getConnection();
                    PreparedStatement statement =
                            connection.prepareStatement("select t.id from embedesk_ticket t where t.thread_id = ?")) {
                statement.setString(1, "thread7@acme.example");
                statement.executeQuery();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try (Connection connection = filled.pool.getConnection()) {
            String plan = Statements.plan(connection, filled.server.explain(), said.get(0));
            return filled.server.bigScan().matcher(plan).find();
        }
    }

    private static List<Pages.Case> counts(Filled filled) {
        ByHand byHand = new ByHand(filled.pool);
        String agent = filled.server.script().equals("mariadb")
                ? "t.assignee = 'agent-7'"
                : "coalesce(t.assignee, '') = 'agent-7'";
        String sums = "select c.status, sum(c.tickets) from embedesk_count c where c.workspace = 'w1'";
        return List.of(
                new Pages.Case(
                        "counts.all",
                        Cost.AT_ONCE,
                        store -> count(store, TicketFilter.ALL),
                        () -> byHand.rows(sums + " group by c.status")),
                new Pages.Case(
                        "counts.priority",
                        Cost.AT_ONCE,
                        store -> count(store, TicketFilter.ALL.priority(Priority.HIGH)),
                        () -> byHand.rows(sums + " and c.priority = 'HIGH' group by c.status")),
                capped(filled, "counts.agent", TicketFilter.ALL.assignee("agent-7"), agent),
                capped(
                        filled,
                        "counts.tag",
                        TicketFilter.ALL.tag("billing"),
                        "exists (select 1 from embedesk_ticket_tag g where g.ticket_id = t.id and g.workspace = 'w1'"
                                + " and g.tag = 'billing')"));
    }

    private static Pages.Case capped(Filled filled, String name, TicketFilter filter, String condition) {
        String sql = Arrays.stream(Status.values())
                .map(status -> "select '" + status + "', count(*) from (select 1 from embedesk_ticket t"
                        + " where t.workspace = 'w1' and t.merged_into is null and t.status = '" + status + "' and "
                        + condition + " limit 10000) c")
                .collect(Collectors.joining(" union all "));
        return new Pages.Case(name, Cost.GROWS, store -> count(store, filter), () -> new ByHand(filled.pool).rows(sql));
    }

    private static StatusCounts count(TicketStore store, TicketFilter filter) {
        return store.read(tx -> tx.tickets().counts(List.of(filter)));
    }

    /** In-Reply-To and References of a long thread, of which one is known. */
    private static Pages.Case match(Filled filled) {
        Random random = new Random(7);
        String places = IntStream.range(0, IDS).mapToObj(i -> "?").collect(Collectors.joining(", "));
        String sql = "select m.message_id, m.ticket_id, m.entry_id, m.minted from embedesk_mail m"
                + " where m.workspace = 'w1' and m.id_hash in (" + places + ")";
        return new Pages.Case(
                "match",
                Cost.FLAT,
                store -> store.<List<MailReference>>read(tx -> tx.entries()
                        .known(ids(filled, random).stream().map(MessageId::new).toList())),
                () -> new ByHand(filled.pool)
                        .mails(
                                sql,
                                ids(filled, random).stream().map(Words::hash).toArray()));
    }

    private static List<String> ids(Filled filled, Random random) {
        return IntStream.range(0, IDS)
                .mapToObj(i -> i == 0
                        ? "m" + random.nextLong(filled.tickets) + "@acme.example"
                        : random.nextLong() + "@elsewhere.example")
                .toList();
    }
}
