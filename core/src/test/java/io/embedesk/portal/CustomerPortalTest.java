package io.embedesk.portal;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Acknowledgement;
import io.embedesk.Actor;
import io.embedesk.AttachmentDownload;
import io.embedesk.Content;
import io.embedesk.CustomerMessage;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.PendingReason;
import io.embedesk.Priority;
import io.embedesk.RateLimitedException;
import io.embedesk.ReplyDraft;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.portal.PortalEntry.Author;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CustomerPortalTest {
    private static final Actor.Customer CUSTOMER = customer(CARLA);
    private static final Actor.Customer DORA = customer("dora@customer.example");
    private static final Actor.Customer MALLORY = customer("mallory@evil.example");

    private final Scenario scenario = new Scenario(options -> options.undoWindow(Duration.ofSeconds(15)));
    private final CustomerPortal portal = CustomerPortal.of(scenario.desk());

    private static Actor.Customer customer(String address) {
        return Actor.customer(EmailAddress.of(address));
    }

    private List<String> texts(Actor.Customer who, TicketId ticket) {
        return portal.thread(who, ticket).entries().stream()
                .map(PortalEntry::text)
                .toList();
    }

    private static Upload file(String text) {
        return Upload.of("list.txt", "text/plain", Content.of(text.getBytes(UTF_8)));
    }

    @Nested
    class Open {
        @Test
        void aTicketWithItsFirstMessageAndFiles() throws IOException {
            PortalTicket opened = portal.open(
                    CUSTOMER,
                    PortalDraft.of(" Printer ", "It is on fire").name("Carla").attach(file("a, b")));
            assertThat(opened.subject()).isEqualTo("Printer");
            assertThat(opened.status()).isEqualTo(CustomerStatus.RECEIVED);
            Ticket ticket = scenario.now(opened.id());
            assertThat(ticket.source()).isEqualTo(Source.PORTAL);
            assertThat(ticket.contact().email()).isEqualTo(CUSTOMER.email());
            assertThat(ticket.contact().name()).isEqualTo("Carla");
            PortalThread thread = portal.thread(CUSTOMER, opened.id());
            assertThat(thread.ticket()).isEqualTo(opened);
            assertThat(thread.entries()).hasSize(1);
            PortalEntry entry = thread.entries().get(0);
            assertThat(entry.author()).isEqualTo(Author.YOU);
            assertThat(entry.text()).isEqualTo("It is on fire");
            try (AttachmentDownload download = portal.attachment(
                            CUSTOMER, opened.id(), entry.attachments().get(0).id())
                    .orElseThrow()) {
                assertThat(new String(download.bytes().readAllBytes(), UTF_8)).isEqualTo("a, b");
            }
        }

        @Test
        void onceForEachDraft() {
            PortalDraft draft = PortalDraft.of("Printer", "Fire").attach(file("a"));
            PortalTicket first = portal.open(CUSTOMER, draft);
            assertThat(portal.open(CUSTOMER, draft)).isEqualTo(first);
            assertThat(texts(CUSTOMER, first.id())).containsExactly("Fire");
            assertThatThrownBy(() -> portal.open(MALLORY, draft)).isInstanceOf(TicketNotFoundException.class);
        }

        @Test
        void namesEverythingThatIsWrongAndKeepsNothing() {
            Upload program = Upload.of("run.exe", "text/plain", Content.of("MZ\u0090\0".getBytes(UTF_8)));
            assertThatThrownBy(
                            () -> portal.open(CUSTOMER, PortalDraft.of("", " ").attach(program)))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.violations())
                                    .extracting(InvalidInputException.Violation::field)
                                    .contains("subject", "text", "attachments"));
            assertThat(portal.list(CUSTOMER, null).tickets()).isEmpty();
        }

        @Test
        void notWithoutEnd() {
            for (int i = 0; i < CustomerPortal.MOST_TICKETS_AN_HOUR; i++) {
                portal.open(CUSTOMER, PortalDraft.of("One", "more"));
            }
            assertThatThrownBy(() ->
                            portal.open(CUSTOMER, PortalDraft.of("Too", "much").attach(file("x"))))
                    .isInstanceOf(RateLimitedException.class);
            portal.open(DORA, PortalDraft.of("Mine", "first"));
            scenario.clock().advance(Duration.ofHours(1));
            portal.open(CUSTOMER, PortalDraft.of("Now", "again"));
        }

        @Test
        void isAcknowledgedWhenTheHostWantsIt() {
            Scenario polite = new Scenario(options -> options.acknowledgements(Acknowledgement.english()));
            CustomerPortal.of(polite.desk()).open(CUSTOMER, PortalDraft.of("canary", "canary"));
            assertThat(polite.send()).isOne();
            assertThat(polite.channel().last().subject().value()).contains("#1");
            assertThat(polite.channel().last().body().text()).doesNotContain("canary");
        }
    }

    @Nested
    class Answer {
        @Test
        void isSaidOnceAndReopens() {
            Ticket ticket = scenario.open("Printer");
            scenario.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
            PortalAnswer answer = PortalAnswer.text("Still on fire").attach(file("a"));
            PortalEntry said = portal.answer(CUSTOMER, ticket.id(), answer);
            assertThat(portal.answer(CUSTOMER, ticket.id(), answer)).isEqualTo(said);
            assertThat(scenario.now(ticket).status()).isEqualTo(Status.OPEN);
            assertThat(texts(CUSTOMER, ticket.id())).containsExactly("Still on fire");
            assertThat(((CustomerMessage) scenario.last(ticket)).audience())
                    .isEqualTo(CustomerMessage.Audience.EVERYONE);
        }

        @Test
        void cannotTakeAnotherEntrysId() {
            Ticket ticket = scenario.open("Printer");
            var note = scenario.tickets().note(ANN, ticket.id(), NoteDraft.text("secret"));
            assertThatThrownBy(() -> portal.answer(
                            CUSTOMER, ticket.id(), PortalAnswer.text("x").id(note.id())))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageNotContaining("secret");
        }

        @Test
        void notWithoutEnd() {
            Ticket ticket = scenario.open("Printer");
            for (int i = 0; i < CustomerPortal.MOST_ANSWERS_AN_HOUR; i++) {
                portal.answer(CUSTOMER, ticket.id(), PortalAnswer.text("More " + i));
            }
            assertThatThrownBy(() -> portal.answer(CUSTOMER, ticket.id(), PortalAnswer.text("Too much")))
                    .isInstanceOf(RateLimitedException.class);
        }

        @Test
        void isMailedToNobodyAndReachesTheAgents() {
            Ticket ticket = scenario.open("Printer");
            portal.answer(CUSTOMER, ticket.id(), PortalAnswer.text("Hello"));
            scenario.clock().advance(Duration.ofMinutes(1));
            assertThat(scenario.send()).isZero();
            assertThat(scenario.texts(ticket)).containsExactly("Hello");
        }
    }

    /** Who has which ticket: the contact, and whom an agent has let in. */
    @Nested
    class Access {
        private final Ticket ticket = scenario.open("Printer");

        private boolean mayRead(Actor.Customer who) {
            try {
                portal.thread(who, ticket.id());
                return true;
            } catch (TicketNotFoundException e) {
                return false;
            }
        }

        private boolean mayAnswer(Actor.Customer who) {
            try {
                portal.answer(who, ticket.id(), PortalAnswer.text("Hello"));
                return true;
            } catch (TicketNotFoundException e) {
                return false;
            }
        }

        private void assertAccess(Actor.Customer who, boolean expected) {
            assertThat(mayRead(who)).as("read").isEqualTo(expected);
            assertThat(mayAnswer(who)).as("answer").isEqualTo(expected);
        }

        @Test
        void theContactHasIt() {
            assertAccess(CUSTOMER, true);
            assertAccess(customer("CARLA@Customer.Example"), true);
            assertThat(portal.list(CUSTOMER, null).tickets())
                    .extracting(PortalTicket::id)
                    .containsExactly(ticket.id());
        }

        @Test
        void nobodyElseHasIt() {
            assertAccess(MALLORY, false);
            assertThat(portal.list(MALLORY, null).tickets()).isEmpty();
        }

        @Test
        void aCopyOfAMailLetsNobodyIn() {
            scenario.receive(Messages.from(CARLA)
                    .to(scenario.replyAddress(ticket))
                    .copyTo(DORA.email().value())
                    .copyTo(MALLORY.email().value()));
            assertAccess(DORA, false);
            assertAccess(MALLORY, false);
        }

        @Test
        void anAgentLetsSomebodyInAndOutAgain() {
            scenario.tickets().acceptSender(ANN, ticket.id(), new Mailbox("Dora", DORA.email()));
            assertAccess(DORA, true);
            assertThat(portal.list(DORA, null).tickets())
                    .as("their own list has their own tickets")
                    .isEmpty();
            scenario.tickets().refuseSender(ANN, ticket.id(), new Mailbox("Dora", DORA.email()));
            assertAccess(DORA, false);
        }

        @Test
        void aMergeNeitherHidesOnesOwnNorShowsAnothers() {
            portal.answer(CUSTOMER, ticket.id(), PortalAnswer.text("from Carla"));
            Ticket other = scenario.tickets()
                    .open(ANN, NewTicket.subject("Other").contact(DORA.email().value()));
            portal.answer(DORA, other.id(), PortalAnswer.text("from Dora"));
            Ticket second = scenario.open("Second");
            scenario.tickets().merge(ANN, ticket.id(), second.id());
            assertThat(portal.thread(CUSTOMER, ticket.id()).ticket().id()).isEqualTo(second.id());
            assertThat(texts(CUSTOMER, second.id())).containsExactly("from Carla");
            scenario.tickets().merge(ANN, second.id(), other.id());
            assertAccess(CUSTOMER, false);
            assertThat(texts(DORA, other.id())).containsExactly("from Dora");
        }
    }

    @Nested
    class See {
        private final Ticket ticket = scenario.open("Printer");

        @Test
        void nothingThatIsForAgents() {
            scenario.tickets()
                    .note(ANN, ticket.id(), NoteDraft.text("canary note").attach(file("canary")));
            scenario.tickets()
                    .change(
                            ANN,
                            ticket.id(),
                            TicketChange.priority(Priority.URGENT)
                                    .and(TicketChange.assignee("canary-agent"))
                                    .and(TicketChange.addTags("canary-tag")));
            scenario.receive(Messages.from(MALLORY.email().value())
                    .to(scenario.replyAddress(ticket))
                    .text("canary: held for agents")
                    .attach(file("canary")));
            scenario.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Hello"));
            scenario.clock().advance(Duration.ofMinutes(1));
            PortalThread thread = portal.thread(CUSTOMER, ticket.id());
            assertThat(thread.entries()).hasSize(1);
            assertThat(deep(thread))
                    .doesNotContain("canary")
                    .doesNotContain("URGENT")
                    .doesNotContain("ann");
            scenario.tickets()
                    .thread(ANN, ticket.id())
                    .entries()
                    .forEach(entry -> entry.attachments()
                            .forEach(hidden -> assertThat(portal.attachment(CUSTOMER, ticket.id(), hidden.id()))
                                    .isEmpty()));
        }

        /** Every component of every record, since toString says little. */
        private static String deep(Object value) {
            if (value instanceof List<?> list) {
                return String.join(" ", list.stream().map(See::deep).toList());
            }
            if (value instanceof Record one) {
                List<String> all = new ArrayList<>();
                for (var component : one.getClass().getRecordComponents()) {
                    try {
                        component.getAccessor().setAccessible(true);
                        all.add(deep(component.getAccessor().invoke(one)));
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(e.getMessage(), e);
                    }
                }
                return String.join(" ", all);
            }
            return String.valueOf(value);
        }

        @Test
        void aReplyOnlyOnceItCannotBeTakenBack() {
            var taken = scenario.reply(ticket, "Oh no");
            assertThat(texts(CUSTOMER, ticket.id())).isEmpty();
            scenario.tickets().cancelEmail(ANN, ticket.id(), taken.id());
            scenario.reply(ticket, "Hello");
            scenario.clock().advance(Duration.ofSeconds(14));
            assertThat(texts(CUSTOMER, ticket.id())).isEmpty();
            scenario.clock().advance(Duration.ofSeconds(1));
            assertThat(texts(CUSTOMER, ticket.id())).containsExactly("Hello");
            scenario.send();
            assertThat(texts(CUSTOMER, ticket.id())).containsExactly("Hello");
        }

        @Test
        void whatAgentsAreCalledOnlyWhenTheHostTells() {
            scenario.reply(ticket, "Hello");
            scenario.clock().advance(Duration.ofMinutes(1));
            assertThat(portal.thread(CUSTOMER, ticket.id()).entries().get(0).authorName())
                    .isNull();
            assertThat(portal.naming(agent -> "Agent " + agent.charAt(0))
                            .thread(CUSTOMER, ticket.id())
                            .entries()
                            .get(0)
                            .authorName())
                    .isEqualTo("Agent a");
        }

        @Test
        void howItStandsInTheirOwnWords() {
            assertThat(status(TicketChange.status(Status.OPEN))).isEqualTo(CustomerStatus.RECEIVED);
            assertThat(status(TicketChange.status(Status.IN_PROGRESS))).isEqualTo(CustomerStatus.IN_PROGRESS);
            assertThat(status(TicketChange.status(Status.PENDING))).isEqualTo(CustomerStatus.WAITING_FOR_YOUR_REPLY);
            assertThat(status(TicketChange.pending(PendingReason.CUSTOMER)))
                    .isEqualTo(CustomerStatus.WAITING_FOR_YOUR_REPLY);
            assertThat(status(TicketChange.pending(PendingReason.THIRD_PARTY))).isEqualTo(CustomerStatus.IN_PROGRESS);
            assertThat(status(TicketChange.status(Status.RESOLVED))).isEqualTo(CustomerStatus.SOLVED);
            assertThat(status(TicketChange.status(Status.CLOSED))).isEqualTo(CustomerStatus.CLOSED);
            assertThat(CustomerStatus.values())
                    .allSatisfy(
                            status -> assertThat(status.label() + status.hint()).isNotBlank());
        }

        private CustomerStatus status(TicketChange change) {
            scenario.tickets().change(ANN, ticket.id(), change);
            return portal.thread(CUSTOMER, ticket.id()).ticket().status();
        }
    }

    @Test
    void listsInPagesWhoseCursorsTellNothing() {
        List<TicketId> opened = new ArrayList<>();
        for (int i = 0; i < CustomerPortal.PAGE + 7; i++) {
            opened.add(0, scenario.open("Ticket " + i).id());
            scenario.clock().advance(Duration.ofSeconds(1));
        }
        PortalPage first = portal.list(CUSTOMER, null);
        String cursor = first.next().orElseThrow();
        assertThat(cursor).matches("[0-9a-z]+-[0-9a-z]{26}");
        PortalPage second = portal.list(CUSTOMER, cursor);
        assertThat(second.next()).isEmpty();
        List<TicketId> listed = new ArrayList<>();
        first.tickets().forEach(ticket -> listed.add(ticket.id()));
        second.tickets().forEach(ticket -> listed.add(ticket.id()));
        assertThat(listed).isEqualTo(opened);
        for (String wrong : new String[] {"", "x", "-", "!-" + opened.get(0), "zzzzzzzzzzzzzzzzzzz-" + opened.get(0)}) {
            assertThatThrownBy(() -> portal.list(CUSTOMER, wrong)).isInstanceOf(InvalidInputException.class);
        }
    }
}
