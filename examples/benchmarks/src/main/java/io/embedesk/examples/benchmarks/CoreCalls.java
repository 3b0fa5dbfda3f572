package io.embedesk.examples.benchmarks;

import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.Status;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.TicketSort;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The calls that every page and every mail makes, on desks of different sizes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CoreCalls {
    /** How many tickets the desk has. */
    @Param({"1000", "10000", "100000"})
    public int tickets;

    private FilledDesk filled = new FilledDesk();
    private int next;

    /** A run is short, so that the threads do not grow much while it is measured. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        filled = FilledDesk.of(tickets, 2, " is the text of an entry.");
        next = 0;
    }

    private int ticket() {
        // A step that shares no factor with the sizes visits every ticket.
        next = (next + 7_919) % tickets;
        return next;
    }

    @Benchmark
    public Object open() {
        return filled.desk.tickets().open(filled.agent, FilledDesk.draft(ticket()));
    }

    @Benchmark
    public Object reply() {
        return filled.desk
                .tickets()
                .reply(filled.agent, filled.ids.get(ticket()), ReplyDraft.text("Which browser do you use?"));
    }

    @Benchmark
    public Object receive() throws IOException {
        return filled.desk.intake().receive(filled.mail(ticket(), "It is Firefox."));
    }

    @Benchmark
    public Object listNewest() {
        return list(TicketQuery.of(TicketFilter.ALL));
    }

    @Benchmark
    public Object listLastActivity() {
        return list(TicketQuery.of(TicketFilter.ALL).sort(TicketSort.LAST_ACTIVITY));
    }

    @Benchmark
    public Object listPriority() {
        return list(TicketQuery.of(TicketFilter.ALL).sort(TicketSort.PRIORITY));
    }

    @Benchmark
    public Object listOpen() {
        return list(TicketQuery.of(TicketFilter.ALL.status(Status.OPEN)));
    }

    private Object list(TicketQuery query) {
        return filled.desk.tickets().list(filled.agent, query);
    }

    @Benchmark
    public Object counts() {
        return filled.desk.tickets().counts(filled.agent, TicketFilter.ALL.priority(Priority.HIGH));
    }

    /** Broken on purpose: it looks at every ticket, and must be found out. */
    @Benchmark
    public long control() {
        return filled.ids.stream()
                .filter(id -> filled.desk.tickets().find(filled.agent, id).isPresent())
                .count();
    }
}
