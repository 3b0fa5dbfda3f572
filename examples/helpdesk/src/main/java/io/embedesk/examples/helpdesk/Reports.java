package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketPage;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the desk did lately.
 *
 * @param days one for each day, oldest first
 * @param agents one for each agent who has tickets
 * @param all all agents together
 * @param complete whether every ticket of the time was looked at
 */
public record Reports(List<Day> days, List<Row> agents, Row all, boolean complete) {
    static final int DAYS = 30;
    private static final int MOST_PAGES = 25;
    private static final int PAGE = 200;

    /**
     * A day.
     *
     * @param date which
     * @param opened tickets opened on it
     * @param resolved tickets resolved on it
     */
    public record Day(LocalDate date, int opened, int resolved) {}

    /**
     * Somebody's tickets.
     *
     * @param agent whose, or null for nobody's
     * @param tickets how many
     * @param firstReply half of the first replies came within this time
     * @param resolution half of the tickets were resolved within this time
     */
    public record Row(
            @Nullable String agent, int tickets, Optional<Duration> firstReply, Optional<Duration> resolution) {}

    static Reports of(TicketService tickets, Actor.Staff actor, Instant now, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(now, zone).minusDays(DAYS - 1L);
        TicketFilter lately = TicketFilter.ALL.created(first.atStartOfDay(zone).toInstant(), null);
        List<Ticket> found = new ArrayList<>();
        TicketQuery query = TicketQuery.of(lately).limit(PAGE);
        TicketPage page = tickets.list(actor, query);
        found.addAll(page.tickets());
        for (int i = 1; i < MOST_PAGES && page.next().isPresent(); i++) {
            page = tickets.list(actor, query.after(page.next().get()));
            found.addAll(page.tickets());
        }
        return new Reports(
                days(found, first, zone),
                rows(found),
                row(null, found),
                page.next().isEmpty());
    }

    private static List<Day> days(List<Ticket> tickets, LocalDate first, ZoneId zone) {
        Map<LocalDate, Integer> opened = new TreeMap<>();
        Map<LocalDate, Integer> resolved = new TreeMap<>();
        for (Ticket ticket : tickets) {
            opened.merge(LocalDate.ofInstant(ticket.createdAt(), zone), 1, Integer::sum);
            ticket.resolvedAt().ifPresent(at -> resolved.merge(LocalDate.ofInstant(at, zone), 1, Integer::sum));
        }
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            LocalDate date = first.plusDays(i);
            days.add(new Day(date, opened.getOrDefault(date, 0), resolved.getOrDefault(date, 0)));
        }
        return days;
    }

    private static List<Row> rows(List<Ticket> tickets) {
        return tickets.stream()
                .filter(ticket -> ticket.assignee().isPresent())
                .collect(Collectors.groupingBy(
                        ticket -> ticket.assignee().orElseThrow(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(e -> row(e.getKey(), e.getValue()))
                .toList();
    }

    private static Row row(@Nullable String agent, List<Ticket> tickets) {
        List<Duration> replies = new ArrayList<>();
        List<Duration> resolutions = new ArrayList<>();
        for (Ticket ticket : tickets) {
            Instant replied = ticket.times().firstRepliedAt();
            if (replied != null) {
                replies.add(Duration.between(ticket.createdAt(), replied));
            }
            ticket.resolvedAt().ifPresent(at -> resolutions.add(Duration.between(ticket.createdAt(), at)));
        }
        return new Row(agent, tickets.size(), median(replies), median(resolutions));
    }

    private static Optional<Duration> median(List<Duration> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        all.stream().sorted(Comparator.naturalOrder()).toList().get(all.size() / 2));
    }

    /** {@return the tallest bar, at least 1} */
    public int most() {
        return Math.max(
                1,
                days.stream()
                        .mapToInt(day -> Math.max(day.opened(), day.resolved()))
                        .max()
                        .orElse(1));
    }

    public int opened() {
        return days.stream().mapToInt(Day::opened).sum();
    }

    public int resolved() {
        return days.stream().mapToInt(Day::resolved).sum();
    }
}
