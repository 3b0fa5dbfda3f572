package io.embedesk.examples.helpdesk;

import io.embedesk.Desk;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import io.embedesk.intake.ConversationHandoff;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SettingsKeys;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.StoredSmtpSettings;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.portal.MagicLinks;
import io.embedesk.spi.DeskMetrics;
import io.embedesk.spi.TicketStore;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
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
    TicketStore ticketStore(EntityManagerFactory entityManagers, SpringTransactions transactions) {
        var current = SharedEntityManagerCreator.createSharedEntityManager(entityManagers);
        return JpaTicketStore.of(JpaUnitOfWork.joining(() -> current, transactions));
    }

    @Bean
    StoredSmtpSettings storedSmtpSettings(TicketStore store, HelpdeskSecrets secrets) {
        return StoredSmtpSettings.in(store, SettingsKeys.of(secrets.settingsKey()));
    }

    @Bean
    Desk desk(
            TicketStore store,
            OutgoingMail mail,
            HelpdeskSecrets secrets,
            HelpdeskProperties properties,
            DeskMetrics metrics,
            Clock clock) {
        return Desk.builder(store)
                .email(SmtpChannel.of(mail::settings))
                .replyKey(secrets.replyKey())
                .undoWindow(properties.undoWindow())
                .metrics(metrics)
                .clock(clock)
                .build();
    }

    @Bean
    CustomerPortal customerPortal(Desk desk, Agents agents) {
        return CustomerPortal.of(desk).naming(agents::nameOf);
    }

    @Bean
    MagicLinks magicLinks(Desk desk, HelpdeskProperties properties) {
        return MagicLinks.of(desk, token -> URI.create(properties.url() + "/help/in?token=" + token));
    }

    @Bean
    ConversationHandoff conversationHandoff(Desk desk, Presence presence) {
        return ConversationHandoff.of(desk, presence);
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
