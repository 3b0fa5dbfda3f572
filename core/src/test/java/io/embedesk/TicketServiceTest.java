package io.embedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.InvalidInputException.Violation;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketEvent.Field;
import io.embedesk.event.TicketFeed;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TicketServiceTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final Actor.Staff BEN = Actor.agent("ben");
    private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final List<TicketEvent> heard = new ArrayList<>();
    private final TicketStore store = TicketStore.inMemory();
    private final Desk desk = Desk.builder(store)
            .email(channel)
            .replyKey(KEY)
            .clock(clock)
            .listener(heard::add)
            .build();
    private final TicketService tickets = desk.tickets();

    private Ticket open(String subject) {
        return tickets.open(ANN, NewTicket.subject(subject).contact("carla@customer.example"));
    }

    @Nested
    class Open {
        @Test
        void makesAnOpenTicketOfWhatIsKnown() {
            Ticket ticket = tickets.open(
                    ANN,
                    NewTicket.subject("  Cannot log in ")
                            .description("Since Monday")
                            .priority(Priority.HIGH)
                            .assignee("ben")
                            .contact(" carla@Customer.Example ")
                            .contactName("Carla")
                            .tags("login", "web"));
            assertThat(ticket.subject()).isEqualTo("Cannot log in");
            assertThat(ticket.status()).isEqualTo(Status.OPEN);
            assertThat(ticket.assignee()).contains("ben");
            assertThat(ticket.contact().email()).hasToString("carla@customer.example");
            assertThat(ticket.tags()).containsExactly("login", "web");
            assertThat(ticket.number()).isPositive();
            assertThat(ticket.createdAt()).isEqualTo(clock.instant());
            assertThat(tickets.find(BEN, ticket.id())).contains(ticket);
        }

        @Test
        void namesEveryFieldThatIsWrong() {
            NewTicket draft = NewTicket.subject(" ")
                    .assignee("x".repeat(101))
                    .contact("nobody")
                    .contactName("two\nlines")
                    .tags("a,b");
            assertThatThrownBy(() -> tickets.open(ANN, draft))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.violations())
                                    .extracting(Violation::field)
                                    .containsExactlyInAnyOrder(
                                            "subject", "assignee", "contactEmail", "contactName", "tags"));
            assertThat(tickets.list(ANN, TicketQuery.of(TicketFilter.ALL)).tickets())
                    .isEmpty();
        }

        @Test
        void makesOneTicketOfOneDraft() {
            NewTicket draft = NewTicket.subject("Once");
            assertThat(tickets.open(ANN, draft)).isEqualTo(tickets.open(ANN, draft));
            assertThat(tickets.counts(ANN, TicketFilter.ALL).all()).isOne();
        }
    }

    @Nested
    class Reply {
        @Test
        void takesAnOpenTicketAndQueuesTheMail() {
            Ticket ticket = open("Hello");
            ReplyResult result = tickets.reply(BEN, ticket.id(), ReplyDraft.text("Hi"));
            assertThat(result.emailSkipped()).isFalse();
            assertThat(result.delivery().state()).isEqualTo(EmailDelivery.State.QUEUED);
            assertThat(result.ticket().status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(result.ticket().assignee()).contains("ben");
            assertThat(result.entry().seq()).isOne();
            assertThat(result.ticket().threadId()).isPresent();
        }

        @Test
        void leavesATicketThatIsInWorkToWhoeverHasIt() {
            Ticket ticket = open("Hello");
            tickets.reply(BEN, ticket.id(), ReplyDraft.text("Hi"));
            tickets.change(ANN, ticket.id(), TicketChange.status(Status.PENDING));
            Ticket after =
                    tickets.reply(ANN, ticket.id(), ReplyDraft.text("Me too")).ticket();
            assertThat(after.status()).isEqualTo(Status.PENDING);
            assertThat(after.assignee()).contains("ben");
        }

        @Test
        void takesTheTicketAsTheDeskWasTold() {
            for (TakeOnReply take : TakeOnReply.values()) {
                Desk told =
                        Desk.builder(TicketStore.inMemory()).takeOnReply(take).build();
                Ticket owned = told.tickets().open(ANN, NewTicket.subject("x").assignee("cleo"));
                Ticket free = told.tickets().open(ANN, NewTicket.subject("y"));
                Ticket ownedAfter = told.tickets()
                        .reply(BEN, owned.id(), ReplyDraft.text("Hi"))
                        .ticket();
                Ticket freeAfter = told.tickets()
                        .reply(BEN, free.id(), ReplyDraft.text("Hi"))
                        .ticket();
                assertThat(ownedAfter.assignee()).contains(take == TakeOnReply.IF_OPEN ? "ben" : "cleo");
                assertThat(freeAfter.assignee().isPresent()).isEqualTo(take != TakeOnReply.NEVER);
                assertThat(ownedAfter.status()).isEqualTo(Status.IN_PROGRESS);
            }
        }

        @Test
        void saysWhyItIsNotMailed() {
            Ticket noContact = tickets.open(ANN, NewTicket.subject("Phone call"));
            assertThat(tickets.reply(ANN, noContact.id(), ReplyDraft.text("Hi"))
                            .delivery()
                            .skipped())
                    .contains(SkipReason.NO_CONTACT_EMAIL);
            channel.disconnect();
            ReplyResult result = tickets.reply(ANN, open("Mail").id(), ReplyDraft.text("Hi"));
            assertThat(result.emailSkipped()).isTrue();
            assertThat(result.delivery().skipped()).contains(SkipReason.NOT_CONFIGURED);
            assertThat(Desk.inMemory().tickets())
                    .satisfies(plain -> assertThat(plain.reply(
                                            ANN,
                                            plain.open(
                                                            ANN,
                                                            NewTicket.subject("x")
                                                                    .contact("a@b.example"))
                                                    .id(),
                                            ReplyDraft.text("Hi"))
                                    .delivery()
                                    .skipped())
                            .contains(SkipReason.NOT_CONFIGURED));
        }

        @Test
        void changesNothingWhenTheDraftIsUsedAgain() {
            Ticket ticket = open("Hello");
            ReplyDraft draft = ReplyDraft.text("Hi");
            ReplyResult first = tickets.reply(ANN, ticket.id(), draft);
            ReplyResult again = tickets.reply(ANN, ticket.id(), draft);
            assertThat(again).isEqualTo(first);
            assertThat(tickets.thread(ANN, ticket.id()).entries()).hasSize(1);
            assertThatThrownBy(() -> tickets.reply(ANN, open("Other").id(), draft))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("another ticket");
            assertThatThrownBy(() ->
                            tickets.note(ANN, ticket.id(), NoteDraft.text("x").id(draft.id())))
                    .isInstanceOf(InvalidInputException.class);
        }

        @Test
        void isStoppedWhenTheThreadWasEmptyAndNoLongerIs() {
            Ticket empty = tickets.open(ANN, NewTicket.subject("Empty"));
            tickets.reply(ANN, empty.id(), ReplyDraft.text("First").ifLastSeen(EntryId.NOTHING));
            assertThatThrownBy(() -> tickets.reply(
                            ANN, empty.id(), ReplyDraft.text("Second").ifLastSeen(EntryId.NOTHING)))
                    .isInstanceOf(StaleThreadException.class);
        }

        @Test
        void stopsWhenSomebodyWroteMeanwhileIfItWasAskedTo() {
            Ticket ticket = open("Hello");
            EntryId seen =
                    tickets.note(ANN, ticket.id(), NoteDraft.text("look")).id();
            ThreadEntry newer = tickets.reply(BEN, ticket.id(), ReplyDraft.text("I have it"))
                    .entry();
            assertThatThrownBy(() -> tickets.reply(
                            ANN, ticket.id(), ReplyDraft.text("Me").ifLastSeen(seen)))
                    .isInstanceOfSatisfying(
                            StaleThreadException.class,
                            e -> assertThat(e.newer()).containsExactly(newer));
            assertThat(tickets.thread(ANN, ticket.id()).entries()).hasSize(2);
            ReplyResult anyway =
                    tickets.reply(ANN, ticket.id(), ReplyDraft.text("Me").lastSeen(seen));
            assertThat(anyway.newer()).containsExactly(newer);
            assertThat(tickets.reply(
                                    ANN,
                                    ticket.id(),
                                    ReplyDraft.text("More")
                                            .ifLastSeen(anyway.entry().id()))
                            .newer())
                    .isEmpty();
        }

        @Test
        void refusesWhatCannotBeSentAndKeepsNothing() throws IOException {
            Ticket ticket = open("Hello");
            ReplyDraft six = ReplyDraft.text("Files");
            for (int i = 0; i < 6; i++) {
                six = six.attach(Upload.of("f" + i, "text/plain", Content.of(new byte[1])));
            }
            ReplyDraft tooMany = six;
            assertThatThrownBy(() -> tickets.reply(ANN, ticket.id(), tooMany)).hasMessageContaining("at most 5");
            Content large = Content.of(new byte[(10 << 20) + 1]);
            assertThatThrownBy(() -> tickets.reply(
                            ANN, ticket.id(), ReplyDraft.text("x").attach(Upload.of("big.bin", "x/y", large))))
                    .hasMessageContaining("big.bin");
            assertThatThrownBy(() -> tickets.reply(ANN, ticket.id(), ReplyDraft.text(" \n")))
                    .hasMessageContaining("text is blank");
            assertThat(tickets.thread(ANN, ticket.id()).entries()).isEmpty();
            assertThat(store.attachments().list(null, 10)).isEmpty();
        }

        @Test
        void keepsItsFilesAndGivesThemBack() throws IOException {
            Ticket ticket = open("Hello");
            byte[] bytes = "content".getBytes(StandardCharsets.UTF_8);
            AgentReply reply = tickets.reply(
                            ANN,
                            ticket.id(),
                            ReplyDraft.text("See file").attach(Upload.of("../a.txt", "text/plain", Content.of(bytes))))
                    .entry();
            Attachment file = reply.attachments().get(0);
            assertThat(file.fileName()).hasToString("a.txt");
            assertThat(file.sizeBytes()).isEqualTo(7);
            assertThat(file.sha256()).isEqualTo("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
            try (AttachmentDownload download =
                    tickets.attachment(BEN, ticket.id(), file.id()).orElseThrow()) {
                assertThat(download.bytes().readAllBytes()).isEqualTo(bytes);
            }
            assertThat(tickets.attachment(BEN, open("Other").id(), file.id())).isEmpty();
        }
    }

    @Nested
    class Change {
        @Test
        void setsSeveralFieldsAndRecordsWhatItMay() {
            Ticket ticket = open("Hello");
            heard.clear();
            Ticket after = tickets.change(
                    BEN,
                    ticket.id(),
                    TicketChange.priority(Priority.URGENT)
                            .and(TicketChange.addTags("a", "b"))
                            .and(TicketChange.removeTags("a"))
                            .and(TicketChange.assignee("cleo"))
                            .and(TicketChange.subject("New subject"))
                            .and(TicketChange.contact("Dan", "dan@customer.example")));
            assertThat(after.priority()).isEqualTo(Priority.URGENT);
            assertThat(after.tags()).containsExactly("b");
            assertThat(after.version()).isEqualTo(ticket.version() + 1);
            assertThat(heard).hasSize(6).allMatch(e -> e.actor().equals("agent:ben"));
            assertThat(heard)
                    .contains(new TicketEvent.FieldChanged(
                            ticket.id(), clock.instant(), "agent:ben", Field.PRIORITY, "MEDIUM", "URGENT"))
                    .contains(new TicketEvent.FieldChanged(
                            ticket.id(), clock.instant(), "agent:ben", Field.CONTACT, null, null));
            assertThat(tickets.change(BEN, ticket.id(), TicketChange.unassigned())
                            .assignee())
                    .isEmpty();
        }

        @Test
        void namesEveryFieldOfAChangeThatIsWrong() {
            Ticket ticket = open("Hello");
            TicketChange wrong = TicketChange.assignee("x".repeat(101))
                    .and(TicketChange.description("x".repeat(1_000_001)))
                    .and(TicketChange.addTags("a,b"));
            assertThatThrownBy(() -> tickets.change(BEN, ticket.id(), wrong))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.violations())
                                    .extracting(Violation::field)
                                    .containsExactlyInAnyOrder("assignee", "description", "tags"));
            assertThat(tickets.find(BEN, ticket.id())).contains(ticket);
            assertThatThrownBy(() -> tickets.open(BEN, NewTicket.subject("t").description("x".repeat(1_000_001))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("description");
        }

        @Test
        void saysThatADescriptionWasChangedAndNotWhatItSays() {
            Ticket ticket = open("Hello");
            heard.clear();
            Ticket after = tickets.change(BEN, ticket.id(), TicketChange.description("Since Monday"));
            assertThat(after.description()).isEqualTo("Since Monday");
            assertThat(heard)
                    .containsExactly(new TicketEvent.FieldChanged(
                            ticket.id(), clock.instant(), "agent:ben", Field.DESCRIPTION, null, null));
        }

        @Test
        void leavesATicketAloneThatHasTheValueAlready() {
            Ticket ticket = open("Hello");
            heard.clear();
            Ticket after = tickets.change(
                    ANN, ticket.id(), TicketChange.status(Status.OPEN).and(TicketChange.removeTags("none")));
            assertThat(after).isEqualTo(ticket);
            assertThat(heard).isEmpty();
        }

        @Test
        void remembersWhenATicketWasResolvedUntilItIsWorkedAgain() {
            Ticket ticket = open("Hello");
            clock.advance(Duration.ofHours(1));
            Ticket resolved = tickets.change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
            assertThat(resolved.resolvedAt()).contains(clock.instant());
            clock.advance(Duration.ofHours(1));
            Ticket closed = tickets.change(ANN, ticket.id(), TicketChange.status(Status.CLOSED));
            assertThat(closed.resolvedAt()).isEqualTo(resolved.resolvedAt());
            Ticket open = tickets.change(ANN, ticket.id(), TicketChange.status(Status.OPEN));
            assertThat(open.resolvedAt()).isEmpty();
        }

        @Test
        void isRefusedWhenItsConditionNoLongerHolds() {
            Ticket ticket = open("Hello");
            EntryId seen =
                    tickets.note(ANN, ticket.id(), NoteDraft.text("look")).id();
            tickets.note(BEN, ticket.id(), NoteDraft.text("later"));
            TicketChange resolve = TicketChange.status(Status.RESOLVED);
            assertThatThrownBy(() -> tickets.change(ANN, ticket.id(), resolve.ifVersion(1)))
                    .isInstanceOf(TicketConflictException.class);
            assertThatThrownBy(() -> tickets.change(ANN, ticket.id(), resolve.ifLastSeen(seen)))
                    .isInstanceOf(StaleThreadException.class);
            assertThatThrownBy(() -> tickets.change(ANN, ticket.id(), resolve.ifLastSeen(EntryId.mint())))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(tickets.change(ANN, ticket.id(), resolve.ifVersion(3)).status())
                    .isEqualTo(Status.RESOLVED);
        }

        @Test
        void namesEveryFieldThatIsWrongAndChangesNone() {
            Ticket ticket = open("Hello");
            TicketChange change = TicketChange.status(Status.CLOSED)
                    .and(TicketChange.subject(""))
                    .and(TicketChange.contact(null, "nobody"));
            assertThatThrownBy(() -> tickets.change(ANN, ticket.id(), change))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.violations()).hasSize(2));
            assertThat(tickets.find(ANN, ticket.id())).contains(ticket);
        }
    }

    @Nested
    class FindAndList {
        @Test
        void pagesThroughAllTicketsWithAnOpaqueCursor() {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofSeconds(1));
                expected.add(0, open("Ticket " + i).subject());
            }
            List<String> seen = new ArrayList<>();
            TicketQuery query = TicketQuery.of(TicketFilter.ALL).limit(2);
            Optional<String> next = Optional.of("");
            while (next.isPresent()) {
                TicketPage page = tickets.list(ANN, next.get().isEmpty() ? query : query.after(next.get()));
                page.tickets().forEach(t -> seen.add(t.subject()));
                next = page.next();
                next.ifPresent(cursor -> assertThat(cursor).matches("[0-9A-Za-z_-]+"));
            }
            assertThat(seen).isEqualTo(expected);
        }

        @Test
        void refusesACursorThatIsNone() {
            for (String cursor : List.of("x", "-", "zzzzzzzzzzzzzzzzzzzzzz-01", "1-!", "")) {
                assertThatThrownBy(() -> tickets.list(
                                ANN, TicketQuery.of(TicketFilter.ALL).after(cursor)))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("is not a cursor");
            }
        }

        @Test
        void countsEveryStatusUnderTheOtherFilters() {
            tickets.open(ANN, NewTicket.subject("a").priority(Priority.HIGH));
            Ticket done = tickets.open(ANN, NewTicket.subject("b").priority(Priority.HIGH));
            tickets.open(ANN, NewTicket.subject("c"));
            tickets.change(ANN, done.id(), TicketChange.status(Status.CLOSED));
            TicketFilter high = TicketFilter.ALL.priority(Priority.HIGH).status(Status.PENDING);
            StatusCounts counts = tickets.counts(ANN, high);
            assertThat(counts.of(Status.OPEN)).isOne();
            assertThat(counts.of(Status.CLOSED)).isOne();
            assertThat(counts.of(Status.PENDING)).isZero();
            assertThat(counts.all()).isEqualTo(2);
        }
    }

    @Nested
    class Delete {
        @Test
        void removesTheTicketItsThreadAndItsFilesForGood() throws IOException {
            Ticket ticket = open("Hello");
            tickets.reply(
                    ANN,
                    ticket.id(),
                    ReplyDraft.text("Hi")
                            .attach(Upload.of("a.txt", "text/plain", Content.of(new byte[] {65, 66, 67}))));
            tickets.delete(ANN, ticket.id());
            tickets.delete(ANN, ticket.id());
            assertThat(tickets.find(ANN, ticket.id())).isEmpty();
            assertThatThrownBy(() -> tickets.thread(ANN, ticket.id())).isInstanceOf(TicketNotFoundException.class);
            assertThat(store.attachments().list(null, 10)).isEmpty();
            assertThat(heard).last().isEqualTo(new TicketEvent.Deleted(ticket.id(), clock.instant(), "agent:ann"));
        }
    }

    @Nested
    class Access {
        private final Desk guarded = Desk.builder(TicketStore.inMemory())
                .access(AccessPolicy.ownAndUnassigned())
                .build();

        @Test
        void hidesWhatThePolicyHides() {
            Ticket mine = guarded.tickets().open(ANN, NewTicket.subject("Mine").assignee("ann"));
            Ticket free = guarded.tickets().open(ANN, NewTicket.subject("Free"));
            TicketQuery all = TicketQuery.of(TicketFilter.ALL);
            assertThat(guarded.tickets().list(BEN, all).tickets()).containsExactly(free);
            assertThat(guarded.tickets().counts(BEN, TicketFilter.ALL).all()).isOne();
            assertThat(guarded.tickets().find(BEN, mine.id())).isEmpty();
            TicketId id = mine.id();
            assertThatThrownBy(() -> guarded.tickets().thread(BEN, id)).isInstanceOf(TicketNotFoundException.class);
            assertThatThrownBy(() -> guarded.tickets().reply(BEN, id, ReplyDraft.text("x")))
                    .isInstanceOf(TicketNotFoundException.class);
            assertThatThrownBy(() -> guarded.tickets().note(BEN, id, NoteDraft.text("x")))
                    .isInstanceOf(TicketNotFoundException.class);
            assertThatThrownBy(() -> guarded.tickets().change(BEN, id, TicketChange.unassigned()))
                    .isInstanceOf(TicketNotFoundException.class);
            assertThatThrownBy(() -> guarded.tickets().attachment(BEN, id, AttachmentId.mint(clock.instant())))
                    .isInstanceOf(TicketNotFoundException.class);
            guarded.tickets().delete(BEN, id);
            assertThat(guarded.tickets().find(ANN, id)).contains(mine);
        }

        @Test
        void refusesWhatThePolicyDoesNotPermit() {
            AccessPolicy readOnly = new AccessPolicy() {
                @Override
                public boolean permits(Actor.Staff actor, Action action, Ticket ticket) {
                    return action == Action.VIEW || action == Action.OPEN;
                }

                @Override
                public boolean permits(Actor.Staff actor, DeskAction action) {
                    return false;
                }

                @Override
                public TicketFilter visible(Actor.Staff actor) {
                    return TicketFilter.ALL;
                }
            };
            TicketService reading = Desk.builder(TicketStore.inMemory())
                    .access(readOnly)
                    .build()
                    .tickets();
            TicketId id = reading.open(ANN, NewTicket.subject("x")).id();
            assertThatThrownBy(() -> reading.reply(ANN, id, ReplyDraft.text("x")))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> reading.note(ANN, id, NoteDraft.text("x")))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> reading.change(ANN, id, TicketChange.unassigned()))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> reading.delete(ANN, id)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Nested
    class Events {
        @Test
        void tellsListenersAfterTheCommitAndSurvivesTheirFailures() {
            List<Boolean> visible = new ArrayList<>();
            TicketStore mine = TicketStore.inMemory();
            Desk telling = Desk.builder(mine)
                    .listener(event -> {
                        throw new IllegalStateException("listener");
                    })
                    .listener(event -> visible.add(mine.<Boolean>read(
                            tx -> tx.tickets().find(event.ticket()).isPresent())))
                    .build();
            telling.tickets().open(ANN, NewTicket.subject("x"));
            assertThat(visible).containsExactly(true);
        }

        @Test
        void keepsEverythingInOneOrderForTheFeed() {
            Ticket ticket = open("Hello");
            tickets.reply(ANN, ticket.id(), ReplyDraft.text("Hi"));
            List<TicketFeed.Numbered> all = desk.feed().after(0, 100);
            assertThat(all.stream().map(TicketFeed.Numbered::event).toList()).isEqualTo(heard);
            assertThat(desk.feed().after(all.get(1).position(), 100)).isEqualTo(all.subList(2, all.size()));
            assertThatThrownBy(() -> desk.feed().after(0, 0)).isInstanceOf(InvalidInputException.class);
        }

        @Test
        void tellsNobodyOfWhatTheHostRolledBack() {
            assertThatThrownBy(() -> store.join(tx -> {
                        open("Gone");
                        throw new IllegalStateException("host");
                    }))
                    .hasMessage("host");
            assertThat(heard).isEmpty();
            assertThat(desk.feed().after(0, 10)).isEmpty();
        }
    }
}
