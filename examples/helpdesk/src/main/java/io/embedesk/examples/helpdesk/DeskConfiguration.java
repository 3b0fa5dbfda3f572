package io.embedesk.examples.helpdesk;

import io.embedesk.Desk;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SmtpChannel;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** The desk of this application: everything that Embedesk needs to be told, on one page. */
@Configuration(proxyBeanMethods = false)
class DeskConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Desk desk(
            EntityManagerFactory entityManagers,
            SpringTransactions transactions,
            OutgoingMail mail,
            HelpdeskSecrets secrets,
            Clock clock) {
        var current = SharedEntityManagerCreator.createSharedEntityManager(entityManagers);
        return Desk.builder(JpaTicketStore.of(JpaUnitOfWork.joining(() -> current, transactions)))
                .email(SmtpChannel.of(mail::settings))
                .replyKey(secrets.replyKey())
                .clock(clock)
                .build();
    }

    @Bean
    OutboxWorker outboxWorker(Desk desk) {
        return OutboxWorker.of(desk);
    }

    @Bean
    InboundEndpoint inboundEndpoint(Desk desk, HelpdeskSecrets secrets, Clock clock) {
        return InboundEndpoint.builder(desk)
                .provider(Mailgun.signedWith(secrets.webhookSecret()))
                .provider(RawMime.signedWith(secrets.webhookSecret()))
                .provider(GenericWebhook.signedWith(secrets.webhookSecret()))
                .clock(clock)
                .build();
    }
}
