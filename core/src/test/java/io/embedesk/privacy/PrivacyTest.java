package io.embedesk.privacy;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import io.embedesk.AttachmentId;
import io.embedesk.Content;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketThread;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.intake.Receipt;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.testing.Canaries;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PrivacyTest {
    private static final Actor.System NIGHTLY = Actor.system("retention");

    private final Scenario scenario = new Scenario();
    private final Privacy privacy = scenario.desk().privacy();

    private List<AttachmentId> files() throws IOException {
        return scenario.store().attachments().list(null, 1_000);
    }

    private long count() {
        return scenario.tickets().counts(ANN, TicketFilter.ALL).all();
    }

    @Nested
    class Erase {
        @Test
        void deletesAPersonsTicketsAndTakesThemOutOfOthers() throws IOException {
            Ticket others = Canaries.plant(scenario.desk());
            ErasureReport report = privacy.erase(ANN, Canaries.PERSON, Erasure.DELETE);
            assertThat(report).isEqualTo(new ErasureReport(1, 1));
            assertThat(count()).isOne();
            TicketThread thread = scenario.tickets().thread(ANN, others.id());
            assertThat(thread.entries()).extracting(ThreadEntry::seq).containsExactly(1L, 2L);
            assertThat(thread.entries()).extracting(e -> e.body().text()).containsExactly("[erased]", "Dear Emil");
            assertThat(thread.ticket().participants()).isEmpty();
            assertThat(thread.ticket().contact().email()).isEqualTo(Canaries.OTHER);
            assertThat(files()).isEmpty();
            assertThat(privacy.erase(ANN, Canaries.PERSON, Erasure.DELETE)).isEqualTo(new ErasureReport(0, 0));
        }

        @Test
        void keepsTheSkeletonOfAnAnonymisedTicket() {
            Ticket ticket = scenario.open("Printer");
            scenario.reply(ticket, "Hello Carla");
            scenario.tickets().change(ANN, ticket.id(), TicketChange.priority(Priority.HIGH));
            scenario.heard().clear();
            privacy.erase(ANN, EmailAddress.of(CARLA), Erasure.ANONYMISE);
            Ticket after = scenario.now(ticket);
            assertThat(after.subject()).isEqualTo("[erased]");
            assertThat(after.contact().email()).isNull();
            assertThat(after.number()).isEqualTo(ticket.number());
            assertThat(after.priority()).isEqualTo(Priority.HIGH);
            assertThat(after.status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(after.lastSeq()).isOne();
            assertThat(scenario.texts(ticket)).containsExactly("[erased]");
            assertThat(scenario.heard()).hasExactlyElementsOfTypes(TicketEvent.Erased.class);
            assertThat(scenario.send()).as("the mail that waited").isZero();
        }

        @Test
        void sendsAMailThatWaitsToTheOthersOnly() {
            Ticket ticket = scenario.open("Printer");
            EmailAddress dora = EmailAddress.of("dora@partner.example");
            scenario.tickets().acceptSender(ANN, ticket.id(), io.embedesk.email.Mailbox.of(dora));
            var reply = scenario.reply(ticket, "Hello both");
            privacy.erase(ANN, dora, Erasure.DELETE);
            scenario.send();
            assertThat(scenario.channel().last().envelope().to()).containsExactly(EmailAddress.of(CARLA));
            assertThat(scenario.channel().last().cc()).isEmpty();
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.SENT);
        }

        @Test
        void isNotUndoneByAProvidersRetryButByAnotherMail() {
            scenario.receive(Messages.from(CARLA));
            privacy.erase(ANN, EmailAddress.of(CARLA), Erasure.DELETE);
            assertThat(scenario.receive(Messages.from(CARLA)).disposition()).isEqualTo(Disposition.DUPLICATE);
            assertThat(count()).isZero();
            scenario.clock().advance(Duration.ofDays(15));
            assertThat(scenario.receive(Messages.from(CARLA)).disposition()).isEqualTo(Disposition.OPENED);
        }

        @Test
        void leavesWhatOthersHadMergedIntoIt() {
            Ticket carlas = scenario.open("Carla's");
            Ticket emils =
                    scenario.tickets().open(ANN, NewTicket.subject("Emil's").contact("emil@other.example"));
            scenario.tickets().merge(ANN, emils.id(), carlas.id());
            privacy.erase(ANN, EmailAddress.of(CARLA), Erasure.DELETE);
            assertThat(scenario.tickets().find(ANN, carlas.id())).isEmpty();
            assertThat(scenario.now(emils).mergedInto()).isEmpty();
            assertThat(scenario.now(emils).status()).isEqualTo(Status.OPEN);
        }

        @Test
        void needsThePermission() {
            Scenario own = new Scenario(options -> options.access(AccessPolicy.ownAndUnassigned()));
            own.open("Printer");
            assertThatThrownBy(() -> own.desk().privacy().erase(ANN, EmailAddress.of(CARLA), Erasure.DELETE))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("ERASE_CONTACT");
            assertThatThrownBy(() -> own.desk().privacy().export(ANN, EmailAddress.of(CARLA), thread -> {}))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Nested
    class Export {
        private List<TicketThread> export(EmailAddress who) {
            List<TicketThread> all = new ArrayList<>();
            privacy.export(ANN, who, all::add);
            return all;
        }

        @Test
        void handsOutWhatAPersonWroteAndWasToldAndNoNote() throws IOException {
            Canaries.plant(scenario.desk());
            List<TicketThread> all = export(Canaries.PERSON);
            assertThat(all).hasSize(2);
            TicketThread own = all.stream()
                    .filter(t -> !t.ticket().subject().isEmpty())
                    .findFirst()
                    .orElseThrow();
            assertThat(own.entries())
                    .extracting(e -> e.body().text())
                    .containsExactly("Dear canary", "Dear canary, again", "a canary writes");
            TicketThread others = all.stream()
                    .filter(t -> t.ticket().subject().isEmpty())
                    .findFirst()
                    .orElseThrow();
            assertThat(others.entries()).extracting(e -> e.body().text()).containsExactly("a canary writes");
            assertThat(others.ticket().contact().email()).isNull();
        }

        @Test
        void handsOutNothingOfPeopleWhoAreNotThere() {
            scenario.open("Printer");
            assertThat(export(EmailAddress.of("nobody@customer.example"))).isEmpty();
        }
    }

    @Nested
    class Retain {
        private final RetentionRule closedForAYear =
                new RetentionRule(Set.of(Status.CLOSED), Duration.ofDays(365), Erasure.DELETE);

        private Ticket closed(String subject) {
            Ticket ticket = scenario.open(subject);
            return scenario.tickets().change(ANN, ticket.id(), TicketChange.status(Status.CLOSED));
        }

        @Test
        void endsOldTicketsInBatchesUntilNoneIsLeft() {
            for (int i = 0; i < 5; i++) {
                closed("old " + i);
            }
            Ticket open = scenario.open("open");
            scenario.clock().advance(Duration.ofDays(366));
            Ticket young = closed("young");
            assertThat(privacy.retain(NIGHTLY, closedForAYear, 2)).isEqualTo(new RetentionReport(2, false));
            assertThat(privacy.retain(NIGHTLY, closedForAYear, 2)).isEqualTo(new RetentionReport(2, false));
            assertThat(privacy.retain(NIGHTLY, closedForAYear, 2)).isEqualTo(new RetentionReport(1, true));
            assertThat(count()).isEqualTo(2);
            assertThat(scenario.now(open)).isEqualTo(open);
            assertThat(scenario.now(young)).isEqualTo(young);
        }

        @Test
        void takesMergedTicketsAlong() {
            Ticket absorbed = scenario.open("absorbed");
            Ticket survivor = scenario.open("survivor");
            scenario.tickets().merge(ANN, absorbed.id(), survivor.id());
            scenario.tickets().change(ANN, survivor.id(), TicketChange.status(Status.CLOSED));
            scenario.clock().advance(Duration.ofDays(366));
            privacy.retain(NIGHTLY, closedForAYear, 10);
            assertThat(scenario.tickets().find(ANN, absorbed.id())).isEmpty();
        }

        @Test
        void comesToAnEndWhenItAnonymises() {
            Ticket ticket = closed("old");
            scenario.clock().advance(Duration.ofDays(366));
            RetentionRule rule = new RetentionRule(Set.of(Status.CLOSED), Duration.ofDays(365), Erasure.ANONYMISE);
            assertThat(privacy.retain(NIGHTLY, rule, 10)).isEqualTo(new RetentionReport(1, true));
            assertThat(scenario.now(ticket).subject()).isEqualTo("[erased]");
        }

        @Test
        void refusesARuleThatWouldEndWhatIsGoingOn() {
            assertThatThrownBy(() -> new RetentionRule(Set.of(), Duration.ofDays(365), Erasure.DELETE))
                    .hasMessageContaining("statuses");
            assertThatThrownBy(() -> new RetentionRule(Set.of(Status.OPEN), Duration.ofHours(1), Erasure.DELETE))
                    .hasMessageContaining("unchangedFor");
        }
    }

    @Nested
    class Expire {
        @Test
        void removesRawMailThatIsDealtWithAndNothingElse() throws IOException {
            var intake = scenario.desk().intake();
            Receipt done = intake.accept("raw", "1", Content.of(new byte[] {1}));
            intake.receive(done, List.of(Messages.from(CARLA).build()));
            Receipt unreadable = intake.accept("raw", "2", Content.of(new byte[] {2}));
            intake.quarantine(unreadable, "UNREADABLE");
            Receipt unfinished = intake.accept("raw", "3", Content.of(new byte[] {3}));
            assertThat(privacy.expire(NIGHTLY, Privacy.RAW_MAIL_KEPT_FOR)).isZero();
            scenario.clock().advance(Duration.ofDays(31));
            assertThat(privacy.expire(NIGHTLY, Privacy.RAW_MAIL_KEPT_FOR)).isEqualTo(2);
            assertThat(files()).containsExactly(unfinished.raw());
            assertThat(count()).isOne();
        }
    }

    @Nested
    class SweepFiles {
        @Test
        void removesBytesThatNoRowNamesOnceTheyAreADayOld() throws IOException {
            Ticket ticket = scenario.open("Printer");
            scenario.tickets()
                    .note(
                            ANN,
                            ticket.id(),
                            NoteDraft.text("x").attach(Upload.of("a.txt", "text/plain", Content.of(new byte[] {65}))));
            scenario.desk().intake().accept("raw", "1", Content.of(new byte[] {1}));
            AttachmentId unnamed = AttachmentId.mint(scenario.clock().instant());
            scenario.store().attachments().put(unnamed, new ByteArrayInputStream(new byte[] {9}));
            assertThat(privacy.sweepFiles(NIGHTLY)).as("younger than a day").isZero();
            scenario.clock().advance(Duration.ofHours(25));
            assertThat(privacy.sweepFiles(NIGHTLY)).isOne();
            assertThat(files()).hasSize(2).doesNotContain(unnamed);
            assertThat(privacy.sweepFiles(NIGHTLY)).isZero();
        }
    }

    @Test
    void aDeletedTicketTakesItsRawMailAlong() throws IOException {
        Canaries.plant(scenario.desk());
        for (Ticket ticket : scenario.tickets()
                .list(ANN, io.embedesk.TicketQuery.of(TicketFilter.ALL))
                .tickets()) {
            scenario.tickets().delete(ANN, ticket.id());
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aReplyOfAnErasedTicketIsStillRecognised() {
        Ticket ticket = scenario.open("Printer");
        ReplyDraft draft = ReplyDraft.text("Hello");
        scenario.tickets().reply(ANN, ticket.id(), draft);
        privacy.erase(ANN, EmailAddress.of(CARLA), Erasure.ANONYMISE);
        assertThat(scenario.tickets().reply(ANN, ticket.id(), draft).delivery().state())
                .isEqualTo(State.CANCELLED);
        assertThat(scenario.now(ticket).lastSeq()).isOne();
    }
}
