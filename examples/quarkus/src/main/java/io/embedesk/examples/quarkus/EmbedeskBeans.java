package io.embedesk.examples.quarkus;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.health.HealthReport;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.privacy.Erasure;
import io.embedesk.privacy.Privacy;
import io.embedesk.privacy.RetentionRule;
import io.embedesk.spi.TicketStore;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** All that a host on Quarkus copies: the desk in the host's transactions, the webhook's endpoint, what a scheduler must call, health. */
@ApplicationScoped
class EmbedeskBeans {
    private static final Actor.System RETENTION = Actor.system("retention");
    private static final Actor.System MONITOR = Actor.system("monitoring");

    @Produces
    @Singleton
    TicketStore store(EntityManager entities, TransactionSynchronizationRegistry registry) {
        return JpaTicketStore.of(JpaUnitOfWork.joining(() -> entities, new QuarkusTransactions(registry)));
    }

    @Produces
    @Singleton
    Desk desk(TicketStore store, EmbedeskConfig config) {
        Optional<SmtpSettings> smtp = config.smtp().map(server -> smtp(server, config));
        return Desk.builder(store)
                .email(SmtpChannel.of(() -> smtp))
                .replyKey(Secret.of(config.replyKey()))
                .build();
    }

    private static SmtpSettings smtp(EmbedeskConfig.Smtp server, EmbedeskConfig config) {
        Mailbox from = new Mailbox(config.fromName(), EmailAddress.of(config.from()));
        SmtpSettings.Builder settings = SmtpSettings.builder(server.host(), from);
        server.tls().ifPresent(settings::tls);
        server.port().ifPresent(settings::port);
        if (server.user().isPresent() && server.password().isPresent()) {
            settings.login(server.user().get(), Secret.of(server.password().get()));
        }
        return settings.build();
    }

    @Produces
    @Singleton
    InboundEndpoint endpoint(Desk desk, EmbedeskConfig config) {
        Secret secret = Secret.of(config.webhookSecret());
        return InboundEndpoint.builder(desk)
                .provider(Mailgun.signedWith(secret))
                .provider(RawMime.signedWith(secret))
                .provider(GenericWebhook.signedWith(secret))
                .build();
    }

    /** Several nodes may call it at the same time. */
    @Singleton
    static class Housekeeping {
        private final OutboxWorker outbox;
        private final InboundEndpoint inbound;
        private final Privacy privacy;
        private final Optional<Duration> keepClosed;

        Housekeeping(Desk desk, InboundEndpoint inbound, EmbedeskConfig config) {
            this.outbox = OutboxWorker.of(desk);
            this.inbound = inbound;
            this.privacy = desk.privacy();
            this.keepClosed = config.keepClosedTickets();
        }

        @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
        void sendMail() {
            outbox.runOnce();
        }

        @Scheduled(every = "5m", concurrentExecution = ConcurrentExecution.SKIP)
        void finishDeliveriesThatACrashInterrupted() {
            inbound.runOnce();
        }

        @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
        void endWhatIsOld() {
            if (keepClosed.isPresent()) {
                RetentionRule rule = new RetentionRule(Set.of(Status.CLOSED), keepClosed.get(), Erasure.DELETE);
                boolean finished = false;
                while (!finished) {
                    finished = privacy.retain(RETENTION, rule, 100).finished();
                }
            }
            privacy.expire(RETENTION, Privacy.RAW_MAIL_KEPT_FOR);
        }
    }

    /** Down takes a node out of the load balancer; what only somebody should look at does not. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck health(Desk desk) {
        return () -> {
            HealthReport report = desk.health().check(MONITOR);
            return HealthCheckResponse.named("embedesk")
                    .status(report.state() != HealthReport.State.DOWN)
                    .withData("state", report.state().name())
                    .withData("reasons", String.valueOf(report.reasons()))
                    .build();
        };
    }
}
