package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.health.HealthReport;
import io.embedesk.spi.DeskMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the desk is doing, for whoever runs this application: {@code /actuator/health} and {@code /actuator/prometheus}. */
@Configuration(proxyBeanMethods = false)
class Monitoring {
    private static final Actor.System MONITOR = Actor.system("monitoring");

    /** Down takes a node out of the load balancer; what only somebody should look at does not. */
    @Bean
    HealthIndicator deskHealth(Desk desk) {
        return () -> {
            HealthReport report = desk.health().check(MONITOR);
            Health.Builder health = report.state() == HealthReport.State.DOWN ? Health.down() : Health.up();
            return health.withDetail("state", report.state())
                    .withDetail(
                            "reasons",
                            report.reasons().stream().map(String::valueOf).collect(Collectors.toList()))
                    .withDetail("waitingMails", report.waitingMails())
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
