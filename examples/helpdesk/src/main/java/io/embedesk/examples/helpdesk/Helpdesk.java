package io.embedesk.examples.helpdesk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A complete host: pages for agents, a webhook for mail, a mailbox to try it with. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
public class Helpdesk {
    private static final Logger LOG = LoggerFactory.getLogger(Helpdesk.class);

    /** The last thing that whoever started it reads. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> ready(Environment environment, HelpdeskProperties properties) {
        return event -> LOG.info(
                "The help desk is at http://localhost:{} (demonstration: log in as ann, password {}; its customers are at /help).",
                environment.getProperty("local.server.port"),
                properties.isDemo() ? properties.demoPassword() : "as configured");
    }

    public static void main(String[] args) {
        SpringApplication.run(Helpdesk.class, args);
    }
}
