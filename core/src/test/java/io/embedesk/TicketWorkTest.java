package io.embedesk;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.BEN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.email.EmailAddress;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fields, their history, and finding tickets by them. */
class TicketWorkTest {
    private final Scenario scenario = new Scenario();
    private final TicketService tickets = scenario.tickets();

    private Ticket change(Ticket ticket, TicketChange change) {
        return tickets.change(ANN, ticket.id(), change);
    }

    private void later() {
        scenario.clock().advance(Duration.ofMinutes(1));
    }

    private Instant moment() {
        return scenario.clock().instant();
    }

    @Nested
    class Lifecycle {
        @Test
        void saysForWhomItWaitsOnlyWhileItWaits() {
            Ticket ticket = change(scenario.open("Printer"), TicketChange.pending(PendingReason.THIRD_PARTY));
            assertThat(ticket.status()).isEqualTo(Status.PENDING);
            assertThat(ticket.pendingReason()).contains(PendingReason.THIRD_PARTY);
            ticket = change(ticket, TicketChange.pending(PendingReason.CUSTOMER));
            assertThat(ticket.pendingReason()).contains(PendingReason.CUSTOMER);
            assertThat(change(ticket, TicketChange.status(Status.OPEN)).pendingReason())
                    .isEmpty();
        }

        @Test
        void keepsTheTimesThatItsStatusMeans() {
            Ticket ticket = scenario.open("Printer");
            assertThat(ticket.times()).isEqualTo(TicketTimes.opened(moment()));
            later();
            Instant replied = moment();
            scenario.reply(ticket, "Is it on?");
            later();
            Instant resolved = moment();
            ticket = change(ticket, TicketChange.status(Status.RESOLVED));
            assertThat(ticket.times())
                    .isEqualTo(new TicketTimes(ticket.createdAt(), resolved, replied, resolved, null));
            later();
            Instant closed = moment();
            ticket = change(ticket, TicketChange.status(Status.CLOSED));
            assertThat(ticket.times())
                    .isEqualTo(new TicketTimes(ticket.createdAt(), closed, replied, resolved, closed));
            later();
            Instant back = moment();
            ticket = change(ticket, TicketChange.status(Status.RESOLVED));
            assertThat(ticket.times()).isEqualTo(new TicketTimes(ticket.createdAt(), back, replied, resolved, null));
            later();
            Instant reopened = moment();
            scenario.reply(ticket, "One more thing.");
            ticket = change(ticket, TicketChange.status(Status.OPEN));
            assertThat(ticket.times()).isEqualTo(new TicketTimes(ticket.createdAt(), reopened, replied, null, null));
        }

        @ParameterizedTest
        @EnumSource(Status.class)
        void goesFromAnyStatusToAny(Status from) {
            for (Status to : Status.values()) {
                Ticket ticket = change(scenario.open("Printer"), TicketChange.status(from));
                assertThat(change(ticket, TicketChange.status(to)).status()).isEqualTo(to);
            }
        }

        @Test
        void remembersTheConversationItComesFrom() {
            Ticket ticket = tickets.open(ANN, NewTicket.subject("Chat").conversation("chat-77"));
            assertThat(ticket.conversation()).contains("chat-77");
            assertThatThrownBy(() -> tickets.open(ANN, NewTicket.subject("Chat").conversation(" ")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("conversation");
        }
    }

    @Nested
    class Find {
        private List<String> found(TicketFilter filter) {
            return tickets.list(ANN, TicketQuery.of(filter)).tickets().stream()
                    .map(Ticket::subject)
                    .toList();
        }

        @Test
        void findsWordsInSubjectContactNumberAndThread() {
            Ticket printer = tickets.open(
                    ANN,
                    NewTicket.subject("Printer on FIRE").contactName("Carla").contact(CARLA));
            Ticket router = scenario.open("Router");
            tickets.note(ANN, router.id(), NoteDraft.text("The cat sat on it: error E-4711"));
            assertThat(found(TicketFilter.ALL.text("fire printer"))).containsExactly("Printer on FIRE");
            assertThat(found(TicketFilter.ALL.text("e-4711"))).containsExactly("Router");
            assertThat(found(TicketFilter.ALL.text("#" + router.number()))).containsExactly("Router");
            assertThat(found(TicketFilter.ALL.text("customer.example")))
                    .containsExactlyInAnyOrder("Printer on FIRE", "Router");
            assertThat(found(TicketFilter.ALL.text("carla fire " + printer.number())))
                    .containsExactly("Printer on FIRE");
            assertThat(found(TicketFilter.ALL.text("fire router"))).isEmpty();
            assertThat(found(TicketFilter.ALL.text("%"))).isEmpty();
        }

        @Test
        void findsByContactSourceAndTime() {
            Ticket old = tickets.open(ANN, NewTicket.subject("Old").contact("CARLA@customer.EXAMPLE"));
            later();
            Instant between = moment();
            later();
            tickets.open(ANN, NewTicket.subject("New").source(Source.PORTAL).contact(CARLA));
            assertThat(found(TicketFilter.ALL.source(Source.PORTAL))).containsExactly("New");
            assertThat(found(TicketFilter.ALL.contact(EmailAddress.of(CARLA)))).contains("New");
            assertThat(found(TicketFilter.ALL.created(null, between))).containsExactly("Old");
            assertThat(found(TicketFilter.ALL.created(between, null))).containsExactly("New");
            assertThat(found(TicketFilter.ALL.updated(old.createdAt(), between)))
                    .containsExactly("Old");
            change(old, TicketChange.priority(Priority.HIGH));
            assertThat(found(TicketFilter.ALL.updated(old.createdAt(), between)))
                    .isEmpty();
        }

        @Test
        void sortsInEveryOrderAndPagesWithCursorsOfThatOrder() {
            Ticket first = tickets.open(ANN, NewTicket.subject("first").priority(Priority.URGENT));
            later();
            tickets.open(ANN, NewTicket.subject("second").priority(Priority.LOW));
            later();
            tickets.open(ANN, NewTicket.subject("third").priority(Priority.HIGH));
            later();
            change(first, TicketChange.addTags("touched"));
            Map<TicketSort, List<String>> expected = Map.of(
                    TicketSort.NEWEST, List.of("third", "second", "first"),
                    TicketSort.OLDEST, List.of("first", "second", "third"),
                    TicketSort.LAST_ACTIVITY, List.of("first", "third", "second"),
                    TicketSort.PRIORITY, List.of("first", "third", "second"));
            for (TicketSort sort : TicketSort.values()) {
                List<String> seen = new ArrayList<>();
                TicketQuery query = TicketQuery.of(TicketFilter.ALL).sort(sort).limit(1);
                TicketPage page = tickets.list(ANN, query);
                page.tickets().forEach(t -> seen.add(t.subject()));
                while (page.next().isPresent()) {
                    assertThat(page.next().get()).matches("[0-9A-Za-z_-]+");
                    page = tickets.list(ANN, query.after(page.next().get()));
                    page.tickets().forEach(t -> seen.add(t.subject()));
                }
                assertThat(seen).as(sort.name()).isEqualTo(expected.get(sort));
            }
        }

        @Test
        void refusesACursorOfAnotherOrder() {
            scenario.open("a");
            scenario.open("b");
            TicketQuery newest = TicketQuery.of(TicketFilter.ALL).limit(1);
            String cursor = tickets.list(ANN, newest).next().orElseThrow();
            assertThatThrownBy(() ->
                            tickets.list(ANN, newest.sort(TicketSort.PRIORITY).after(cursor)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is not a cursor of this list");
        }

        @Test
        void countsExactlyByPriorityAndUpToACapOtherwise() {
            for (int i = 0; i < 3; i++) {
                tickets.open(ANN, NewTicket.subject("t").priority(Priority.HIGH).tags("x"));
            }
            StatusCounts exact = tickets.counts(ANN, TicketFilter.ALL.priority(Priority.HIGH));
            assertThat(exact.of(Status.OPEN)).isEqualTo(3);
            assertThat(exact.capped()).isFalse();
            assertThat(tickets.counts(ANN, TicketFilter.ALL.tag("x")).of(Status.OPEN))
                    .isEqualTo(3);
        }
    }

    @Nested
    class Bulk {
        @Test
        void changesEachForItselfAndSaysWhatBecameOfIt() {
            Scenario own = new Scenario(options -> options.access(AccessPolicy.ownAndUnassigned()));
            Ticket mine = own.open("mine");
            Ticket others = own.tickets().open(BEN, NewTicket.subject("Ben's").assignee("ben"));
            TicketId none = TicketId.mint();
            Map<TicketId, BulkResult> results = own.tickets()
                    .changeAll(ANN, List.of(mine.id(), others.id(), none), TicketChange.priority(Priority.URGENT));
            assertThat(results.keySet()).containsExactly(mine.id(), others.id(), none);
            assertThat(results.get(mine.id()))
                    .isInstanceOfSatisfying(
                            BulkResult.Changed.class,
                            changed -> assertThat(changed.ticket().priority()).isEqualTo(Priority.URGENT));
            for (TicketId hidden : List.of(others.id(), none)) {
                assertThat(results.get(hidden))
                        .isInstanceOfSatisfying(
                                BulkResult.Refused.class,
                                refused -> assertThat(refused.reason()).isInstanceOf(TicketNotFoundException.class));
            }
            assertThat(own.tickets().find(BEN, others.id()).orElseThrow().priority())
                    .isEqualTo(Priority.MEDIUM);
        }

        @Test
        void refusesMoreThanAThousand() {
            List<TicketId> many =
                    java.util.stream.Stream.generate(TicketId::mint).limit(1001).toList();
            assertThatThrownBy(() -> tickets.changeAll(ANN, many, TicketChange.unassigned()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("1001");
        }
    }

    @Nested
    class History {
        @Test
        void tellsWhoChangedWhatAndWhen() {
            Ticket ticket = scenario.open("Printer");
            later();
            tickets.change(
                    BEN, ticket.id(), TicketChange.priority(Priority.HIGH).and(TicketChange.subject("Secret plan")));
            scenario.receive(Messages.from(CARLA).to(scenario.replyAddress(ticket)));
            List<TicketEvent> history = tickets.history(ANN, ticket.id());
            assertThat(history)
                    .hasExactlyElementsOfTypes(
                            TicketEvent.Opened.class,
                            TicketEvent.FieldChanged.class,
                            TicketEvent.FieldChanged.class,
                            TicketEvent.MessageReceived.class);
            assertThat(history.get(1))
                    .isEqualTo(new TicketEvent.FieldChanged(
                            ticket.id(), moment(), "agent:ben", TicketEvent.Field.PRIORITY, "MEDIUM", "HIGH"));
            assertThat(history.toString()).doesNotContain("Secret plan");
            assertThat(history).isEqualTo(scenario.heard());
        }

        @Test
        void isOnlyForWhoMaySeeTheTicket() {
            Scenario own = new Scenario(options -> options.access(AccessPolicy.ownAndUnassigned()));
            Ticket others = own.tickets().open(BEN, NewTicket.subject("Ben's").assignee("ben"));
            assertThatThrownBy(() -> own.tickets().history(ANN, others.id()))
                    .isInstanceOf(TicketNotFoundException.class);
        }
    }
}
