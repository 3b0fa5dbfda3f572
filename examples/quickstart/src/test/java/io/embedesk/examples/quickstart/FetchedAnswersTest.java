package io.embedesk.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.mail.ImapInbox;
import io.embedesk.mail.ImapSettings;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import io.embedesk.spi.TicketStore;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchedAnswersTest {
    private final GreenMail server = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP)
    });

    @BeforeEach
    void start() {
        server.start();
        server.setUser("support@acme.example", "support", "secret");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void anAnswerIsFetchedFromTheMailboxAndReopensItsTicket() throws Exception {
        TicketStore store = TicketStore.inMemory();
        Desk desk = Desk.builder(store)
                .email(SmtpChannel.of(
                        SmtpSettings.builder("localhost", Mailbox.of(EmailAddress.of("support@acme.example")))
                                .port(server.getSmtp().getPort())
                                .tls(TlsMode.PLAIN)
                                .build()))
                .replyKey(Secret.of("only-for-this-demonstration-32-b"))
                .build();
        Actor.Staff agent = Actor.agent("agent-7");
        Ticket ticket =
                desk.tickets().open(agent, NewTicket.subject("Cannot log in").contact("carla@customer.example"));
        desk.tickets().reply(agent, ticket.id(), ReplyDraft.text("Which browser do you use?"));
        OutboxWorker.of(desk).runOnce();
        desk.tickets().change(agent, ticket.id(), TicketChange.status(Status.RESOLVED));

        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        server.getReceivedMessages()[0].writeTo(sent);
        byte[] answer = Answer.to(sent.toString(StandardCharsets.UTF_8), "It is Firefox.");
        server.getUserManager()
                .getUser("support")
                .deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(answer)));

        ImapSettings mailbox = ImapSettings.of("localhost", "support", Secret.of("secret"))
                .tls(TlsMode.PLAIN)
                .port(server.getImap().getPort());
        ImapInbox inbox = FetchedAnswers.inbox(desk, store, mailbox);
        assertThat(inbox.poll()).isOne();
        var thread = desk.tickets().thread(agent, ticket.id());
        assertThat(thread.ticket().status()).isEqualTo(Status.OPEN);
        assertThat(thread.entries())
                .last()
                .extracting(entry -> entry.body().text())
                .isEqualTo("It is Firefox.");
        assertThat(inbox.poll()).isZero();
    }
}
