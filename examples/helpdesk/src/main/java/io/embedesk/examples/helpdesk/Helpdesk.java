package io.embedesk.examples.helpdesk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A complete host: pages for agents, a webhook for mail, a mailbox to try it with. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
public class Helpdesk {
    public static void main(String[] args) {
        SpringApplication.run(Helpdesk.class, args);
    }
}
