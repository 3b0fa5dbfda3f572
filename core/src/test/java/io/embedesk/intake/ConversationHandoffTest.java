package io.embedesk.intake;

import static io.embedesk.testing.Scenario.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AgentReply;
import io.embedesk.CustomerMessage;
import io.embedesk.InvalidInputException;
import io.embedesk.RateLimitedException;
import io.embedesk.ReplyDraft;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.privacy.Erasure;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConversationHandoffTest {
    private static final String VERA = "vera@visitor.example";

    private final Scenario scenario = new Scenario();
    private final AtomicBoolean online = new AtomicBoolean();
    private final ConversationHandoff handoff = ConversationHandoff.of(scenario.desk(), online::get);
    private final Instant now = scenario.clock().instant();
    private final Conversation talk = Conversation.of("chat-1")
            .botSaid("1", now.minusSeconds(60), "How can I help?")
            .visitorSaid("2", now.minusSeconds(50), "My invoice is\nwrong")
            .agentSaid("3", "ben", now.minusSeconds(40), "One moment");

    private Ticket opened(Conversation conversation) {
        return ((Handoff.Opened) handoff.request(conversation)).ticket();
    }

    private TicketThread thread(Ticket ticket) {
        return scenario.tickets().thread(ANN, ticket.id());
    }

    @Nested
    class WhenNobodyIsThere {
        @Test
        void aConversationBecomesATicketWithItsTranscript() {
            Ticket ticket = opened(talk.visitor("Vera", VERA));
            assertThat(ticket.subject()).isEqualTo("My invoice is wrong");
            assertThat(ticket.status()).isEqualTo(Status.OPEN);
            assertThat(ticket.source()).isEqualTo(Source.HANDOFF);
            assertThat(ticket.conversation()).contains("chat-1");
            assertThat(ticket.contact().email()).isEqualTo(EmailAddress.of(VERA));
            assertThat(ticket.assignee()).isEmpty();
            assertThat(ticket.times().firstRepliedAt()).isNull();
            TicketThread thread = thread(ticket);
            assertThat(thread.ticket()).isEqualTo(ticket);
            assertThat(thread.entries())
                    .extracting(ThreadEntry::seq, e -> e.body().text(), ThreadEntry::createdAt)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1L, "How can I help?", now.minusSeconds(60)),
                            org.assertj.core.groups.Tuple.tuple(2L, "My invoice is\nwrong", now.minusSeconds(50)),
                            org.assertj.core.groups.Tuple.tuple(3L, "One moment", now.minusSeconds(40)));
            assertThat(thread.entries().get(1)).isInstanceOf(CustomerMessage.class);
            assertThat(((AgentReply) thread.entries().get(2)).agent()).isEqualTo("ben");
            assertThat(scenario.tickets().history(ANN, ticket.id()))
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsSubsequence("Replied", "MessageReceived", "Replied");
        }

        @Test
        void nothingThatWasSaidIsMailed() {
            Ticket ticket = opened(talk.visitor("Vera", VERA));
            assertThat(scenario.send()).isZero();
            assertThat(thread(ticket).deliveries()).isEmpty();
            AgentReply said = (AgentReply) thread(ticket).entries().get(2);
            assertThatThrownBy(() -> scenario.tickets().retryEmail(ANN, ticket.id(), said.id()))
                    .isInstanceOf(InvalidInputException.class);
        }

        @Test
        void anAgentsReplyIsMailedAndItsAnswerComesBack() {
            Ticket ticket = opened(talk.visitor("Vera", VERA));
            scenario.reply(ticket, "Here is the right one");
            assertThat(scenario.send()).isOne();
            assertThat(scenario.now(ticket).status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(scenario.receive(Messages.from(VERA).to(scenario.replyAddress(ticket)))
                            .ticketId())
                    .contains(ticket.id());
        }

        @Test
        void aVisitorWithoutAddressIsWelcomeAndMayGiveItLater() {
            Ticket ticket = opened(talk);
            assertThat(scenario.tickets()
                            .reply(ANN, ticket.id(), ReplyDraft.text("Hello"))
                            .delivery()
                            .skipped())
                    .contains(SkipReason.NO_CONTACT_EMAIL);
            Handoff again = handoff.request(talk.visitor("Vera", VERA));
            assertThat(again).isInstanceOfSatisfying(Handoff.Continued.class, it -> {
                assertThat(it.newLines()).isZero();
                assertThat(it.ticket().contact().email()).isEqualTo(EmailAddress.of(VERA));
            });
            assertThat(scenario.tickets()
                            .reply(ANN, ticket.id(), ReplyDraft.text("Hello again"))
                            .delivery()
                            .state())
                    .isEqualTo(State.QUEUED);
        }

        @Test
        void whatAVisitorClaimsLaterReplacesNothing() {
            Ticket ticket = opened(talk.visitor("Vera", VERA));
            handoff.request(talk.visitor("Mallory", "mallory@evil.example"));
            assertThat(scenario.now(ticket)).isEqualTo(ticket);
        }
    }

    @Nested
    class Again {
        @Test
        void addsOnlyWhatIsNewAndReopens() {
            Ticket ticket = opened(talk);
            assertThat(handoff.request(talk)).isEqualTo(new Handoff.Continued(ticket, 0));
            scenario.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
            handoff.request(talk.botSaid("4", now, "Anything else?"));
            assertThat(scenario.now(ticket).status()).isEqualTo(Status.RESOLVED);
            Conversation more = talk.botSaid("4", now, "Anything else?").visitorSaid("5", now, "Yes");
            assertThat(handoff.handOver(more))
                    .isInstanceOfSatisfying(
                            Handoff.Continued.class,
                            it -> assertThat(it.newLines()).isOne());
            assertThat(scenario.now(ticket).status()).isEqualTo(Status.OPEN);
            assertThat(scenario.texts(ticket))
                    .containsExactly("How can I help?", "My invoice is\nwrong", "One moment", "Anything else?", "Yes");
        }

        @Test
        void followsAMerge() {
            Ticket ticket = opened(talk);
            Ticket survivor = scenario.open("Invoice");
            scenario.tickets().merge(ANN, ticket.id(), survivor.id());
            Handoff again = handoff.request(talk.visitor("Vera", VERA).visitorSaid("4", now, "Hello?"));
            assertThat(((Handoff.Continued) again).ticket().id()).isEqualTo(survivor.id());
            assertThat(((Handoff.Continued) again).newLines()).isOne();
            assertThat(handoff.request(talk.visitorSaid("4", now, "Hello?")))
                    .isEqualTo(new Handoff.Continued(scenario.now(survivor), 0));
            assertThat(scenario.now(survivor).contact().email())
                    .as("somebody else's ticket keeps its contact")
                    .isEqualTo(EmailAddress.of(Scenario.CARLA));
        }

        @Test
        void isANewTicketWhenTheFirstIsGone() {
            Ticket deleted = opened(talk);
            scenario.tickets().delete(ANN, deleted.id());
            Ticket erased = opened(talk.visitor("Vera", VERA));
            scenario.desk().privacy().erase(ANN, EmailAddress.of(VERA), Erasure.ANONYMISE);
            Ticket third = opened(talk.visitor("Vera", VERA));
            assertThat(third.id()).isNotIn(deleted.id(), erased.id());
            assertThat(thread(third).entries()).hasSize(3);
        }
    }

    @Test
    void nothingIsWrittenWhileSomebodyIsThere() {
        online.set(true);
        assertThat(handoff.request(talk)).isEqualTo(new Handoff.AgentsOnline());
        assertThat(scenario.tickets().counts(ANN, TicketFilter.ALL).all()).isZero();
        assertThat(handoff.handOver(talk)).as("but nobody answered").isInstanceOf(Handoff.Opened.class);
    }

    @Test
    void oneSourceCannotOpenTicketsWithoutEnd() {
        for (int i = 0; i < ConversationHandoff.MOST_PER_SOURCE; i++) {
            opened(Conversation.of("flood-" + i).source("192.0.2.7"));
        }
        Conversation one = Conversation.of("flood").source("192.0.2.7");
        assertThatThrownBy(() -> handoff.request(one))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(now.plus(Duration.ofHours(1))))
                .hasMessageContaining("EMB-1006");
        handoff.request(Conversation.of("flood-1").source("192.0.2.7"));
        opened(Conversation.of("flood").source("192.0.2.8"));
        scenario.clock().advance(Duration.ofHours(1));
        opened(Conversation.of("flood-x").source("192.0.2.7"));
    }

    @Test
    void namesEverythingThatIsWrong() {
        Conversation wrong = Conversation.of(" ")
                .visitor("Vera", "nowhere")
                .subject("two\nlines")
                .visitorSaid("", now, "x")
                .visitorSaid("1", now, " ")
                .agentSaid("1", "", now, "y");
        assertThatThrownBy(() -> handoff.request(wrong))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting(InvalidInputException.Violation::field)
                                .containsExactlyInAnyOrder(
                                        "conversation",
                                        "subject",
                                        "contactEmail",
                                        "lines[0].id",
                                        "lines[1].text",
                                        "lines[2].id",
                                        "lines[2].agent"));
        Conversation endless = Conversation.of("endless");
        for (int i = 0; i <= Conversation.MOST_LINES; i++) {
            endless = endless.botSaid("" + i, now, "x");
        }
        Conversation tooLong = endless;
        assertThatThrownBy(() -> handoff.request(tooLong)).hasMessageContaining("1001; at most 1000");
    }

    @Test
    void saysNothingPersonalInLogs() {
        assertThat(talk.visitor("Vera", VERA).toString() + talk.lines())
                .doesNotContain("Vera")
                .doesNotContain("invoice");
    }
}
