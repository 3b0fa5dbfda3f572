package io.embedesk;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.BEN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Outcome;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two tickets become one, and two again; and one becomes two. */
class MergeTest {
    private final Scenario scenario = new Scenario();
    private final TicketService tickets = scenario.tickets();
    private final Ticket a = open("A");
    private final Ticket b = open("B");
    private final Ticket c = open("C");

    private Ticket open(String subject) {
        scenario.clock().advance(Duration.ofSeconds(1));
        Ticket ticket = scenario.open(subject);
        scenario.clock().advance(Duration.ofSeconds(1));
        tickets.note(ANN, ticket.id(), NoteDraft.text("note of " + subject));
        return scenario.now(ticket);
    }

    private Outcome mailTo(Ticket ticket, String id) {
        scenario.clock().advance(Duration.ofSeconds(1));
        return scenario.receive(
                Messages.from(CARLA).to(scenario.replyAddress(ticket)).id(id).text("mail " + id));
    }

    @Nested
    class Merge {
        @Test
        void leadsMailLinksAndLookUpsToTheSurvivorThroughEveryLevel() {
            tickets.merge(ANN, a.id(), b.id());
            Ticket survivor = tickets.merge(ANN, b.id(), c.id());
            assertThat(scenario.texts(survivor)).containsExactly("note of A", "note of B", "note of C");
            assertThat(tickets.thread(ANN, a.id()).ticket()).isEqualTo(survivor);
            assertThat(mailTo(a, "1@x.example").ticket()).isEqualTo(c.id());
            scenario.clock().advance(Duration.ofSeconds(1));
            assertThat(scenario.reply(a, "to all").ticket()).isEqualTo(c.id());
            assertThat(tickets.change(ANN, b.id(), TicketChange.priority(Priority.HIGH))
                            .id())
                    .isEqualTo(c.id());
            assertThat(scenario.texts(survivor))
                    .containsExactly("note of A", "note of B", "note of C", "mail 1@x.example", "to all");
        }

        @Test
        void closesTheOtherAndTakesItOutOfListsAndCounts() {
            tickets.merge(ANN, a.id(), b.id());
            Ticket absorbed = scenario.now(a);
            assertThat(absorbed.status()).isEqualTo(Status.CLOSED);
            assertThat(absorbed.mergedInto()).contains(b.id());
            assertThat(tickets.list(ANN, TicketQuery.of(TicketFilter.ALL)).tickets())
                    .extracting(Ticket::id)
                    .containsExactlyInAnyOrder(b.id(), c.id());
            assertThat(tickets.counts(ANN, TicketFilter.ALL).all()).isEqualTo(2);
        }

        @Test
        void suggestsTheOtherContactWithoutGivingThemReplies() {
            Ticket dora = tickets.open(ANN, NewTicket.subject("D").contact("dora@partner.example"));
            Ticket survivor = tickets.merge(ANN, dora.id(), a.id());
            assertThat(survivor.participants())
                    .extracting(Participant::state)
                    .containsExactly(Participant.State.SUGGESTED);
            scenario.reply(a, "Hello");
            scenario.send();
            assertThat(scenario.channel().last().envelope().to()).containsExactly(EmailAddress.of(CARLA));
        }

        @Test
        void knowsAMailThatCameBeforeTheMerge() {
            mailTo(a, "1@x.example");
            tickets.merge(ANN, a.id(), b.id());
            Outcome again = mailTo(a, "1@x.example");
            assertThat(again.disposition()).isEqualTo(Disposition.DUPLICATE);
            assertThat(scenario.texts(b)).containsOnlyOnce("mail 1@x.example");
        }

        @Test
        void reopensTheSurvivorWhenTheOthersCustomerAnswers() {
            tickets.merge(ANN, a.id(), b.id());
            tickets.change(ANN, b.id(), TicketChange.status(Status.RESOLVED));
            mailTo(a, "1@x.example");
            assertThat(scenario.now(b).status()).isEqualTo(Status.OPEN);
            assertThat(scenario.now(a).status()).isEqualTo(Status.CLOSED);
        }

        @Test
        void letsMailThatWaitsBeTakenBackFromTheSurvivor() {
            AgentReply reply = scenario.reply(a, "Oh no");
            tickets.merge(ANN, a.id(), b.id());
            assertThat(tickets.cancelEmail(ANN, b.id(), reply.id()).state()).isEqualTo(State.CANCELLED);
            assertThat(tickets.retryEmail(ANN, b.id(), reply.id()).state()).isEqualTo(State.QUEUED);
            assertThat(scenario.send()).isOne();
        }

        @Test
        void recognisesADraftThatWasUsedBeforeTheMerge() {
            ReplyDraft draft = ReplyDraft.text("once");
            ReplyResult first = tickets.reply(ANN, a.id(), draft);
            tickets.merge(ANN, a.id(), b.id());
            assertThat(tickets.reply(ANN, a.id(), draft).entry()).isEqualTo(first.entry());
            assertThat(scenario.texts(b)).containsOnlyOnce("once");
        }

        @Test
        void refusesWhatMakesNoSense() {
            assertThatThrownBy(() -> tickets.merge(ANN, a.id(), a.id()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("survivor");
            tickets.merge(ANN, a.id(), b.id());
            assertThatThrownBy(() -> tickets.merge(ANN, a.id(), c.id()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("unmerge it first");
            assertThatThrownBy(() -> tickets.merge(ANN, b.id(), a.id()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("survivor");
            assertThatThrownBy(() -> tickets.unmerge(ANN, c.id()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("not merged");
        }

        @Test
        void needsThePermissionOnBoth() {
            Scenario own = new Scenario(options -> options.access(AccessPolicy.ownAndUnassigned()));
            Ticket mine = own.open("mine");
            Ticket bens = own.tickets().open(BEN, NewTicket.subject("Ben's").assignee("ben"));
            assertThatThrownBy(() -> own.tickets().merge(ANN, mine.id(), bens.id()))
                    .isInstanceOf(TicketNotFoundException.class);
            assertThatThrownBy(() -> own.tickets().merge(ANN, bens.id(), mine.id()))
                    .isInstanceOf(TicketNotFoundException.class);
        }

        @Test
        void isInTheHistoryOfTheSurvivor() {
            tickets.merge(BEN, a.id(), b.id());
            assertThat(tickets.history(ANN, b.id()))
                    .filteredOn(TicketEvent.Merged.class::isInstance)
                    .singleElement()
                    .satisfies(event -> assertThat(event.actor()).isEqualTo("agent:ben"));
        }

        @Test
        void isDeletedWithItsSurvivor() {
            tickets.merge(ANN, a.id(), b.id());
            tickets.delete(ANN, b.id());
            assertThat(tickets.find(ANN, a.id())).isEmpty();
            assertThat(tickets.find(ANN, b.id())).isEmpty();
        }
    }

    @Nested
    class Unmerge {
        @Test
        void givesATicketItsOwnLifeAndFormerStatusBack() {
            tickets.change(ANN, a.id(), TicketChange.status(Status.IN_PROGRESS));
            tickets.merge(ANN, a.id(), b.id());
            mailTo(a, "1@x.example");
            Ticket free = tickets.unmerge(ANN, a.id());
            assertThat(free.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(free.times().closedAt()).isNull();
            assertThat(scenario.texts(a)).containsExactly("note of A");
            assertThat(scenario.texts(b)).containsExactly("note of B", "mail 1@x.example");
            assertThat(mailTo(a, "2@x.example").ticket()).isEqualTo(a.id());
            assertThat(tickets.counts(ANN, TicketFilter.ALL).all()).isEqualTo(3);
        }

        @Test
        void takesThoseAlongThatCameByWayOfIt() {
            tickets.merge(ANN, a.id(), b.id());
            tickets.merge(ANN, b.id(), c.id());
            tickets.unmerge(ANN, b.id());
            assertThat(scenario.texts(b)).containsExactly("note of A", "note of B");
            assertThat(scenario.texts(c)).containsExactly("note of C");
            assertThat(mailTo(a, "1@x.example").ticket()).isEqualTo(b.id());
        }
    }

    @Nested
    class Split {
        @Test
        void opensATicketWithACopyOfTheEntryAndItsFiles() throws Exception {
            Upload file = Upload.of("log.txt", "text/plain", Content.of("boom".getBytes(StandardCharsets.UTF_8)));
            scenario.receive(Messages.from("dora@partner.example")
                    .to(scenario.replyAddress(a))
                    .text("Another thing")
                    .attach(file));
            ThreadEntry entry = scenario.last(a);
            NewTicket draft = NewTicket.subject("Another thing");
            Ticket split = tickets.split(ANN, a.id(), entry.id(), draft);
            assertThat(split.origin()).contains(new TicketOrigin(TicketOrigin.Kind.SPLIT, a.id()));
            assertThat(split.contact().email()).isEqualTo(EmailAddress.of("dora@partner.example"));
            ThreadEntry copy = scenario.last(split);
            assertThat(copy.body()).isEqualTo(entry.body());
            assertThat(copy.id()).isNotEqualTo(entry.id());
            assertThat(scenario.last(a)).isEqualTo(entry);
            assertThat(tickets.split(ANN, a.id(), entry.id(), draft)).isEqualTo(split);
            tickets.delete(ANN, a.id());
            try (AttachmentDownload download = tickets.attachment(
                            ANN, split.id(), copy.attachments().get(0).id())
                    .orElseThrow()) {
                assertThat(download.bytes().readAllBytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("boom");
            }
        }

        @Test
        void isToldInBothHistories() {
            ThreadEntry entry = scenario.last(a);
            Ticket split = tickets.split(ANN, a.id(), entry.id(), NewTicket.subject("Two"));
            assertThat(tickets.history(ANN, a.id()))
                    .filteredOn(TicketEvent.Split.class::isInstance)
                    .singleElement()
                    .isEqualTo(new TicketEvent.Split(a.id(), split.createdAt(), "agent:ann", entry.id(), split.id()));
            assertThat(tickets.history(ANN, split.id())).hasExactlyElementsOfTypes(TicketEvent.Opened.class);
        }

        @Test
        void namesAnEntryThatTheTicketHasNot() {
            EntryId other = scenario.last(b).id();
            assertThatThrownBy(() -> tickets.split(ANN, a.id(), other, NewTicket.subject("x")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(other.value());
            assertThat(tickets.list(ANN, TicketQuery.of(TicketFilter.ALL)).tickets())
                    .extracting(Ticket::id)
                    .isEqualTo(List.of(c.id(), b.id(), a.id()));
        }
    }
}
