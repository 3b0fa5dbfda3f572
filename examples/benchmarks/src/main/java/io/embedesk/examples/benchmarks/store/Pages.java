package io.embedesk.examples.benchmarks.store;

import static io.embedesk.examples.benchmarks.store.ByHand.TICKETS;

import io.embedesk.Priority;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketSort;
import io.embedesk.email.EmailAddress;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketStore;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of 50 tickets: every filter, every sort, at the beginning and far behind it. */
final class Pages {
    private static final int LIMIT = 50;
    private static final String NEWEST = " order by t.created_at desc, t.id desc limit 50";
    private static final String ACTIVITY = " order by t.updated_at desc, t.id desc limit 50";
    private static final String RANKED = " order by t.priority_rank desc, t.created_at desc, t.id desc limit 50";
    private static final String W = Filled.WORKSPACE.id();
    private static final String TAG = " and exists (select 1 from embedesk_ticket_tag g where g.ticket_id = t.id"
            + " and g.workspace = ? and g.tag = ?)";
    private static final TicketFilter ALL = TicketFilter.ALL;

    private final Filled filled;
    private final ByHand byHand;
    private final Random random = new Random(7);

    Pages(Filled filled) {
        this.filled = filled;
        this.byHand = new ByHand(filled.pool);
    }

    /** A call and what it is compared with; each call has values of its own. */
    record Case(String name, Cost cost, Ours ours, Compared.Call byHand) {}

    /** What may become of a call when there are more tickets. */
    enum Cost {
        /** A page: compared with the smallest database on which it is full. */
        FLAT_PAGE(LIMIT),
        FLAT(0),
        /** At most 10 ms, and flat. */
        AT_ONCE(0),
        /** At most 50 ms, whatever the database has to look through. */
        SEARCH(0),
        /** Until it reaches what bounds it. */
        GROWS(0);

        final int fullAt;

        Cost(int fullAt) {
            this.fullAt = fullAt;
        }
    }

    /** On the store, or on the same store when it is heard. */
    interface Ours {
        Object on(TicketStore store) throws Exception;
    }

    List<Case> cases() throws SQLException {
        List<Case> cases = new ArrayList<>(List.of(
                page("newest", TicketSort.NEWEST, NEWEST, ALL),
                deep("newest.deep", TicketSort.NEWEST, "(t.created_at, t.id) < (?, ?)", NEWEST),
                deep(
                        "oldest.deep",
                        TicketSort.OLDEST,
                        "(t.created_at, t.id) > (?, ?)",
                        " order by t.created_at, t.id limit 50"),
                page("activity", TicketSort.LAST_ACTIVITY, ACTIVITY, ALL),
                deep("activity.deep", TicketSort.LAST_ACTIVITY, "(t.updated_at, t.id) < (?, ?)", ACTIVITY),
                page("priority", TicketSort.PRIORITY, RANKED, ALL),
                deep("priority.deep", TicketSort.PRIORITY, "(t.priority_rank, t.created_at, t.id) < (?, ?, ?)", RANKED),
                page(
                        "open.oldest",
                        TicketSort.OLDEST,
                        " and t.status = 'OPEN' order by t.created_at, t.id limit 50",
                        ALL.status(Status.OPEN)),
                union("active.activity", TicketSort.LAST_ACTIVITY, ACTIVITY, active(), statuses("")),
                union("active.priority", TicketSort.PRIORITY, RANKED, active(), statuses("")),
                page(
                        "urgent.newest",
                        TicketSort.NEWEST,
                        " and t.priority_rank = 3" + NEWEST,
                        ALL.priority(Priority.URGENT)),
                page(
                        "email.activity",
                        TicketSort.LAST_ACTIVITY,
                        " and t.source = 'EMAIL'" + ACTIVITY,
                        ALL.source(Source.EMAIL)),
                page("tag.common.newest", TicketSort.NEWEST, commonTag() + NEWEST, ALL.tag("billing"), W, "billing"),
                page("tag.rare.newest", TicketSort.NEWEST, TAG + NEWEST, ALL.tag("rare"), W, "rare"),
                agent("agent.newest", TicketSort.NEWEST, NEWEST, false),
                agent("agent.open.priority", TicketSort.PRIORITY, RANKED, true),
                own(),
                contact(),
                day("day.newest", TicketSort.NEWEST, NEWEST),
                day("day.activity", TicketSort.LAST_ACTIVITY, ACTIVITY)));
        return cases;
    }

    List<Case> searches() {
        return List.of(
                search("search.rare", "zebra", true),
                search("search.common", "printer", false),
                // Every twentieth ticket.
                search("search.some", "w1a7", false),
                search("search.two", "printer w1a", false),
                search("search.none", "giraffe", true));
    }

    private static Ours ours(TicketFilter filter, TicketSort sort, @Nullable PagePosition after) {
        return store -> store.<List<Ticket>>read(tx -> tx.tickets().page(List.of(filter), sort, after, LIMIT));
    }

    private Case page(String name, TicketSort sort, String sql, TicketFilter filter, Object... values) {
        return new Case(
                name, Cost.FLAT_PAGE, ours(filter, sort, null), () -> byHand.tickets(TICKETS + sql, with(W, values)));
    }

    private static TicketFilter active() {
        return ALL.status(Status.OPEN, Status.IN_PROGRESS, Status.PENDING);
    }

    private static Stream<String> statuses(String more) {
        return Stream.of("OPEN", "IN_PROGRESS", "PENDING").map(status -> " and t.status = '" + status + "'" + more);
    }

    /** The database does not merge by itself what an index has under several values. */
    private Case union(String name, TicketSort sort, String order, TicketFilter filter, Stream<String> branches) {
        String sql = branches.map(branch -> "(" + TICKETS + branch + order + ")")
                        .collect(Collectors.joining(" union all ", "select * from (", ") t"))
                + order;
        return new Case(name, Cost.FLAT_PAGE, ours(filter, sort, null), () -> byHand.tickets(sql, W, W, W));
    }

    private Case agent(String name, TicketSort sort, String order, boolean open) {
        String sql =
                TICKETS + (open ? " and " + isAssigned() + " and t.status = 'OPEN'" : " and t.assignee = ?") + order;
        return new Case(
                name,
                Cost.FLAT_PAGE,
                store -> {
                    TicketFilter mine = ALL.assignee("agent-" + random.nextInt(40));
                    return ours(open ? mine.status(Status.OPEN) : mine, sort, null)
                            .on(store);
                },
                () -> byHand.tickets(sql, W, "agent-" + random.nextInt(40)));
    }

    /** What an agent sees who sees only their own and what nobody has. */
    private Case own() {
        String sql = Stream.concat(statuses(" and " + isAssigned()), statuses(" and " + isUnassigned()))
                        .map(branch -> "(" + TICKETS + branch + ACTIVITY + ")")
                        .collect(Collectors.joining(" union all ", "select * from (", ") t"))
                + ACTIVITY;
        return new Case(
                "own-or-unassigned.activity",
                Cost.FLAT_PAGE,
                store -> ours(
                                active().assignee("agent-" + random.nextInt(40)).orUnassigned(),
                                TicketSort.LAST_ACTIVITY,
                                null)
                        .on(store),
                () -> {
                    String agent = "agent-" + random.nextInt(40);
                    return byHand.tickets(sql, W, agent, W, agent, W, agent, W, W, W);
                });
    }

    /** MariaDB would look up all tickets that have it, and sort them. */
    private String commonTag() {
        return onMariadb() ? TAG.replace(" and exists (select 1", " and (select max(1)") + " = 1" : TAG;
    }

    private boolean onMariadb() {
        return filled.server.script().equals("mariadb");
    }

    private String isAssigned() {
        return onMariadb() ? "t.assignee = ?" : "coalesce(t.assignee, '') = ?";
    }

    private String isUnassigned() {
        return onMariadb() ? "t.assignee is null" : "coalesce(t.assignee, '') = ''";
    }

    private String customer() {
        return "customer" + random.nextInt((int) (filled.tickets / 10)) + "@customer.example";
    }

    private Case contact() {
        return new Case(
                "contact.newest",
                Cost.FLAT,
                store -> ours(ALL.contact(EmailAddress.of(customer())), TicketSort.NEWEST, null)
                        .on(store),
                () -> byHand.tickets(TICKETS + " and t.contact_key = ?" + NEWEST, W, customer()));
    }

    private Case day(String name, TicketSort sort, String order) {
        String sql = TICKETS + " and t.created_at >= ? and t.created_at < ?" + order;
        return new Case(
                name,
                Cost.FLAT_PAGE,
                store -> {
                    Instant from = someDay();
                    return ours(ALL.created(from, from.plusSeconds(86_400)), sort, null)
                            .on(store);
                },
                () -> {
                    Instant from = someDay();
                    return byHand.tickets(sql, W, time(from), time(from.plusSeconds(86_400)));
                });
    }

    private Instant someDay() {
        return Instant.parse("2020-01-01T00:00:00Z").plusSeconds(random.nextLong(filled.tickets * 30 - 86_400));
    }

    private Object time(Instant instant) {
        return onMariadb() ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : instant.atOffset(ZoneOffset.UTC);
    }

    /** From places that are spread over everything. */
    private Case deep(String name, TicketSort sort, String behind, String order) throws SQLException {
        List<PagePosition> places = new ArrayList<>();
        List<Ticket> some = filled.store.<List<Ticket>>read(tx -> IntStream.range(0, 20)
                .mapToObj(i -> someDay())
                .flatMap(day -> tx.tickets().page(List.of(ALL.created(day, null)), TicketSort.OLDEST, null, 1).stream())
                .toList());
        some.forEach(ticket -> places.add(PagePosition.of(ticket)));
        return new Case(
                name,
                Cost.FLAT_PAGE,
                store -> ours(ALL, sort, places.get(random.nextInt(places.size())))
                        .on(store),
                () -> {
                    PagePosition place = places.get(random.nextInt(places.size()));
                    Object at = time(sort == TicketSort.LAST_ACTIVITY ? place.updatedAt() : place.createdAt());
                    String id = place.id().value();
                    return sort == TicketSort.PRIORITY
                            ? byHand.tickets(
                                    TICKETS + " and " + behind + order,
                                    W,
                                    place.priority().ordinal(),
                                    at,
                                    id)
                            : byHand.tickets(TICKETS + " and " + behind + order, W, at, id);
                });
    }

    /** Whoever looks for just this word knows whether it is rare, and says so: of a common one no index is to be read. */
    private Case search(String name, String words, boolean rare) {
        String conditions = Stream.of(words.split(" "))
                .map(word -> Words.mark(W) + word)
                .map(word -> onMariadb()
                        ? rare
                                ? " and t.id in (select s.ticket_id from embedesk_search s"
                                        + " where match (s.words) against ('+" + word + "*' in boolean mode))"
                                // The index would be asked once for each ticket; the newest have the word soon enough.
                                : " and (select count(*) from embedesk_search s where s.ticket_id = t.id"
                                        + " and s.words like '% " + word + "%') > 0"
                        : rare
                                ? " and t.id = any (array(select s.ticket_id from embedesk_search s"
                                        + " where s.words @@ cast('" + word + ":*' as tsquery)))"
                                : " and exists (select 1 from embedesk_search s where s.ticket_id = t.id"
                                        + " and coalesce(s.words @@ cast('" + word + ":*' as tsquery), false))")
                .collect(Collectors.joining());
        return new Case(
                name,
                Cost.SEARCH,
                ours(ALL.text(words), TicketSort.NEWEST, null),
                () -> byHand.tickets(TICKETS + conditions + NEWEST, W));
    }

    private static Object[] with(Object first, Object... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray();
    }
}
