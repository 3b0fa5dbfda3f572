package io.embedesk.examples.springboot;

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
import io.embedesk.spi.DeskMetrics;
import io.embedesk.spi.TicketStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * All that a host on Spring copies: the desk in the host's transactions, the webhook, what a scheduler must call, health and metrics. With
 * {@code spring.threads.virtual.enabled=true} (Java 21 and later) requests and the scheduler run on virtual threads.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbedeskProperties.class)
@EnableScheduling
class EmbedeskConfiguration {
    private static final Actor.System RETENTION = Actor.system("retention");
    private static final Actor.System MONITOR = Actor.system("monitoring");

    @Bean
    TicketStore ticketStore(EntityManagerFactory factory, PlatformTransactionManager manager) {
        EntityManager entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
        return JpaTicketStore.of(JpaUnitOfWork.joining(() -> entities, new SpringTransactions(manager)));
    }

    @Bean
    Desk desk(TicketStore store, EmbedeskProperties properties, DeskMetrics metrics) {
        Optional<SmtpSettings> smtp = Optional.ofNullable(properties.smtp()).map(s -> smtp(s, properties));
        return Desk.builder(store)
                .email(SmtpChannel.of(() -> smtp))
                .replyKey(Secret.of(properties.replyKey()))
                .metrics(metrics)
                .build();
    }

    private static SmtpSettings smtp(EmbedeskProperties.Smtp smtp, EmbedeskProperties properties) {
        Mailbox from = new Mailbox(properties.fromName(), EmailAddress.of(properties.from()));
        SmtpSettings.Builder settings = SmtpSettings.builder(smtp.host(), from).tls(smtp.tls());
        if (smtp.port() != null) {
            settings.port(smtp.port());
        }
        if (smtp.user() != null && smtp.password() != null) {
            settings.login(smtp.user(), Secret.of(smtp.password()));
        }
        return settings.build();
    }

    @Bean
    OutboxWorker outboxWorker(Desk desk) {
        return OutboxWorker.of(desk);
    }

    @Bean
    InboundEndpoint inboundEndpoint(Desk desk, EmbedeskProperties properties) {
        Secret secret = Secret.of(properties.webhookSecret());
        return InboundEndpoint.builder(desk)
                .provider(Mailgun.signedWith(secret))
                .provider(RawMime.signedWith(secret))
                .provider(GenericWebhook.signedWith(secret))
                .build();
    }

    /** A servlet and not a controller: Spring would read forms out of the body first, and a signature is over its bytes. */
    @Bean
    ServletRegistrationBean<WebhookServlet> webhook(InboundEndpoint endpoint, EmbedeskProperties properties) {
        return new ServletRegistrationBean<>(new WebhookServlet(endpoint), properties.webhookPath());
    }

    @Bean
    Scheduler embedeskScheduler(
            OutboxWorker outbox, InboundEndpoint inbound, Desk desk, EmbedeskProperties properties) {
        return new Scheduler(outbox, inbound, desk.privacy(), properties.keepClosedTickets());
    }

    /** Several nodes may call it at the same time. */
    record Scheduler(
            OutboxWorker outbox,
            InboundEndpoint inbound,
            Privacy privacy,
            @Nullable Duration keepClosed) {
        @Scheduled(fixedDelay = 1_000)
        void sendMail() {
            outbox.runOnce();
        }

        @Scheduled(fixedDelay = 300_000)
        void finishDeliveriesThatACrashInterrupted() {
            inbound.runOnce();
        }

        @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
        void endWhatIsOld() {
            if (keepClosed != null) {
                RetentionRule rule = new RetentionRule(Set.of(Status.CLOSED), keepClosed, Erasure.DELETE);
                boolean finished = false;
                while (!finished) {
                    finished = privacy.retain(RETENTION, rule, 100).finished();
                }
            }
            privacy.expire(RETENTION, Privacy.RAW_MAIL_KEPT_FOR);
        }
    }

    /** Down takes a node out of the load balancer; what only somebody should look at does not. */
    @Bean
    HealthIndicator embedeskHealthIndicator(Desk desk) {
        return () -> {
            HealthReport report = desk.health().check(MONITOR);
            Health.Builder health = report.state() == HealthReport.State.DOWN ? Health.down() : Health.up();
            return health.withDetail("state", report.state())
                    .withDetail(
                            "reasons",
                            report.reasons().stream().map(String::valueOf).toList())
                    .build();
        };
    }

    @Bean
    DeskMetrics deskMetrics(MeterRegistry registry) {
        return new DeskMetrics() {
            @Override
            public void count(Counted what, String kind) {
                registry.counter(what.metric(), "kind", kind).increment();
            }

            @Override
            public void time(Timed what, Duration took) {
                registry.timer(what.metric()).record(took);
            }
        };
    }
}
