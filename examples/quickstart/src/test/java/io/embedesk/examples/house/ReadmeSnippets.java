package io.embedesk.examples.house;

import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.Mailgun;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import jakarta.persistence.EntityManagerFactory;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What READMEs show, as code that compiles; {@link ReadmeTest} holds the two together. */
final class ReadmeSnippets {
    private ReadmeSnippets() {}

    @SuppressWarnings("FutureReturnValueIgnored")
    static Desk databaseAndMail(
            EntityManagerFactory entityManagerFactory,
            Secret password,
            Secret replyKey,
            ScheduledExecutorService scheduler) {
        // [database-and-mail]
        var settings = SmtpSettings.builder(
                        "smtp.example.org", new Mailbox("Acme Support", EmailAddress.of("support@acme.example")))
                .login("support@acme.example", password)
                .build();
        var store = JpaTicketStore.of(JpaUnitOfWork.resourceLocal(entityManagerFactory));
        var desk = Desk.builder(store)
                .email(SmtpChannel.of(settings))
                .replyKey(replyKey)
                .build();
        scheduler.scheduleWithFixedDelay(OutboxWorker.of(desk)::runOnce, 0, 1, TimeUnit.SECONDS);
        // [database-and-mail]
        return desk;
    }

    static InboundResponse answers(
            Desk desk, Secret webhookKey, String url, Map<String, List<String>> headers, InputStream body) {
        // [answers]
        var inbound = InboundEndpoint.builder(desk)
                .provider(Mailgun.signedWith(webhookKey))
                .build();
        InboundResponse answer = inbound.handle(InboundRequest.post(url, headers, body));
        // [answers]
        return answer;
    }
}
