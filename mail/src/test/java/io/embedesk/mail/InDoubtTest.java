package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.mail.testing.ScriptedSmtpServer;
import io.embedesk.mail.testing.ScriptedSmtpServer.Conversation;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A server that takes the whole mail and goes away before it says so: nobody can know, and nothing may get lost. */
class InDoubtTest {
    private static final int MAILS = 1_000;
    private static final Actor.Staff AGENT = Actor.agent("agent-7");
    private static final Pattern MESSAGE_ID = Pattern.compile("^Message-ID: <(.*)>$", Pattern.MULTILINE);

    private final MovableClock clock = MovableClock.at("2026-03-02T09:00:00Z");
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    private static String id(String mail) {
        Matcher id = MESSAGE_ID.matcher(mail);
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    /** Each mail's connection breaks once, after its final dot. */
    private String dropOnce(Conversation conversation) {
        List<String> mails = conversation.mails();
        return dropped.add(id(mails.get(mails.size() - 1))) ? ScriptedSmtpServer.HANG_UP : "250 Ok";
    }

    @Test
    void aThousandConnectionsThatBreakAfterTheFinalDotLoseNothingAndSendEachCopyTheSame() throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start().to(ScriptedSmtpServer.FINAL_DOT, this::dropOnce);
                SmtpChannel channel = SmtpChannel.of(SmtpSettings.builder(
                                "localhost", new Mailbox("Acme Support", EmailAddress.of("support@acme.example")))
                        .port(server.port())
                        .tls(TlsMode.PLAIN)
                        .build())) {
            Desk desk = Desk.builder(TicketStore.inMemory())
                    .email(channel)
                    .clock(clock)
                    .replyKey(Secret.of("only-for-these-tests-32-bytes-xx"))
                    .build();
            List<TicketId> tickets = new ArrayList<>();
            for (int i = 0; i < MAILS; i++) {
                TicketId ticket = desk.tickets()
                        .open(AGENT, NewTicket.subject("Cannot log in").contact("c" + i + "@customer.example"))
                        .id();
                desk.tickets().reply(AGENT, ticket, ReplyDraft.text("Which browser do you use?"));
                tickets.add(ticket);
            }

            send(desk);
            assertThat(tickets).allSatisfy(ticket -> {
                assertThat(delivery(desk, ticket).state()).isEqualTo(EmailDelivery.State.QUEUED);
                assertThat(delivery(desk, ticket).detail()).startsWith("In doubt: ");
            });

            clock.advance(Duration.ofHours(1));
            send(desk);
            assertThat(tickets)
                    .allSatisfy(
                            ticket -> assertThat(delivery(desk, ticket).state()).isEqualTo(EmailDelivery.State.SENT));
            Map<String, List<String>> copies = server.mails().stream().collect(Collectors.groupingBy(InDoubtTest::id));
            assertThat(copies)
                    .hasSize(MAILS)
                    .allSatisfy((id, mails) -> assertThat(mails).hasSize(2).containsOnly(mails.get(0)));
        }
    }

    private static void send(Desk desk) {
        OutboxWorker worker = OutboxWorker.of(desk);
        int sent = 0;
        for (int now = worker.runOnce(); now > 0; now = worker.runOnce()) {
            sent += now;
        }
        assertThat(sent).isEqualTo(MAILS);
    }

    private static EmailDelivery delivery(Desk desk, TicketId ticket) {
        return desk.tickets()
                .thread(AGENT, ticket)
                .deliveries()
                .values()
                .iterator()
                .next();
    }
}
