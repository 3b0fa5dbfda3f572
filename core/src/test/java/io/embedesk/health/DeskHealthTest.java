package io.embedesk.health;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.Ticket;
import io.embedesk.Workspace;
import io.embedesk.email.OutboxWorker;
import io.embedesk.health.HealthReport.Code;
import io.embedesk.health.HealthReport.Reason;
import io.embedesk.health.HealthReport.State;
import io.embedesk.intake.Receipt;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.DeskMetrics;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Policies;
import io.embedesk.testing.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeskHealthTest {
    private static final Actor.System MONITOR = Actor.system("monitor");

    private final Scenario scenario = new Scenario();
    private final Ticket ticket = scenario.open("Printer");

    private HealthReport check() {
        return scenario.desk().health().check(MONITOR);
    }

    private List<Code> codes() {
        HealthReport report = check();
        assertThat(report.state()).isEqualTo(report.reasons().isEmpty() ? State.UP : State.DEGRADED);
        assertThat(report.reasons())
                .allSatisfy(
                        reason -> assertThat(reason.words() + reason.remedy()).isNotBlank());
        return report.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void isUpWhenNothingWaitsForLong() {
        scenario.reply(ticket, "Hello");
        HealthReport report = check();
        assertThat(report.state()).isEqualTo(State.UP);
        assertThat(report.waitingMails()).isOne();
        assertThat(report.longestWait()).isEqualTo(Duration.ZERO);
        scenario.send();
        assertThat(check().waitingMails()).isZero();
        assertThat(check().longestWait()).isNull();
        assertThat(check().lastWord()).isEqualTo("250 Ok");
    }

    @Test
    void saysThatNobodySends() {
        scenario.reply(ticket, "Hello");
        scenario.clock().advance(DeskHealth.WORKER_LATE_AFTER);
        assertThat(codes()).isEmpty();
        scenario.clock().advance(Duration.ofSeconds(1));
        assertThat(codes()).containsExactly(Code.WORKER_LATE);
    }

    @Test
    void saysThatMailWaitsForHoursAndWhatTheServerSays() {
        scenario.reply(ticket, "Hello");
        scenario.channel().answers(mail -> new SendResult.Unavailable("421 busy"));
        for (int minutes = 0; minutes <= 5 * 60; minutes += 5) {
            scenario.send();
            scenario.clock().advance(Duration.ofMinutes(5));
        }
        assertThat(codes()).contains(Code.MAIL_LATE);
        assertThat(check().lastWord()).isEqualTo("421 busy");
        assertThat(check().longestWait()).isGreaterThan(Duration.ofHours(4));
    }

    @Test
    void saysThatTheMailServerRefusesTheCredentialsWhichEveryWorkerOfTheNodeKnows() {
        scenario.reply(ticket, "Hello");
        scenario.channel().answers(mail -> new SendResult.CredentialsRefused("535 no"));
        assertThat(OutboxWorker.of(scenario.desk()).runOnce()).isOne();
        assertThat(codes()).containsExactly(Code.CHANNEL_PAUSED);
        assertThat(check().pausedUntil()).isEqualTo(scenario.clock().instant().plusSeconds(60));
        assertThat(OutboxWorker.of(scenario.desk()).runOnce())
                .as("another worker")
                .isZero();
        scenario.clock().advance(Duration.ofMinutes(1));
        assertThat(codes()).isEmpty();
    }

    @Test
    void saysThatWorkersDiedOnAMail() {
        scenario.reply(ticket, "Hello");
        scenario.channel().answers(mail -> {
            throw new IllegalStateException("the mailer dies");
        });
        for (int i = 0; i < 7; i++) {
            scenario.send();
            scenario.clock().advance(Duration.ofHours(1));
        }
        assertThat(codes()).contains(Code.MAIL_SET_ASIDE);
        assertThat(check().mailsSetAside()).isOne();
    }

    @Test
    void saysThatDeliveriesAreNotDealtWithOrCannotBeRead() throws IOException {
        scenario.desk().intake().accept("raw", "1", Content.of(new byte[] {1}));
        assertThat(codes()).isEmpty();
        scenario.clock().advance(DeskHealth.DELIVERY_LATE_AFTER.plusSeconds(1));
        assertThat(codes()).containsExactly(Code.DELIVERY_LATE);
        Receipt unreadable = scenario.desk().intake().accept("raw", "2", Content.of(new byte[] {2}));
        scenario.desk().intake().quarantine(unreadable, "UNREADABLE");
        scenario.clock().advance(Duration.ofSeconds(1));
        assertThat(codes()).containsExactly(Code.DELIVERY_LATE, Code.DELIVERY_UNREAD);
        assertThat(check().unreadDeliveries()).isOne();
    }

    @Test
    void isDownWhenTheStoreDoesNotAnswer() {
        Desk dead = Desk.builder(new DeadStore()).build();
        HealthReport report = dead.health().check(MONITOR);
        assertThat(report.state()).isEqualTo(State.DOWN);
        assertThat(report.reasons()).extracting(Reason::code).containsExactly(Code.STORE_FAILED);
    }

    @Test
    void isForAgentsWhomThePolicyPermits() {
        assertThat(scenario.desk().health().check(ANN)).isEqualTo(check());
        Scenario guarded = new Scenario(options -> options.access(Policies.nothingOnTheDesk()));
        assertThatThrownBy(() -> guarded.desk().health().check(ANN)).isInstanceOf(AccessDeniedException.class);
    }

    /** A database that is gone. */
    private static final class DeadStore implements TicketStore {
        private static IllegalStateException gone() {
            return new IllegalStateException("no connection");
        }

        @Override
        public Workspace workspace() {
            return Workspace.DEFAULT;
        }

        @Override
        public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
            throw gone();
        }

        @Override
        public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
            throw gone();
        }

        @Override
        public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
            throw gone();
        }

        @Override
        public boolean insideTransaction() {
            return false;
        }

        @Override
        public AttachmentStore attachments() {
            return TicketStore.inMemory().attachments();
        }
    }

    @Nested
    class Metrics {
        private final List<String> told = new ArrayList<>();

        private final DeskMetrics recording = new DeskMetrics() {
            @Override
            public void count(Counted what, String kind) {
                told.add(what.metric() + " " + kind);
            }

            @Override
            public void time(Timed what, Duration took) {
                assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
                told.add(what.metric());
            }
        };

        @Test
        void sayWhatHappened() {
            Scenario measured =
                    new Scenario(options -> options.metrics(recording).listener(event -> {
                        throw new IllegalStateException("a broken listener");
                    }));
            measured.reply(measured.open("Printer"), "Hello");
            measured.send();
            measured.receive(Messages.from(CARLA));
            assertThat(told)
                    .contains(
                            "embedesk.events Opened",
                            "embedesk.events Replied",
                            "embedesk.mail.claim",
                            "embedesk.mail.send",
                            "embedesk.mail.attempts Answered",
                            "embedesk.receive",
                            "embedesk.messages OPENED",
                            "embedesk.listener.failures Replied");
        }

        @Test
        void breakNothingWhenTheyBreak() {
            Scenario measured = new Scenario(options -> options.metrics(new DeskMetrics() {
                @Override
                public void count(Counted what, String kind) {
                    throw new IllegalStateException("broken");
                }

                @Override
                public void time(Timed what, Duration took) {
                    throw new IllegalStateException("broken");
                }
            }));
            measured.reply(measured.open("Printer"), "Hello");
            assertThat(measured.send()).isOne();
        }
    }
}
