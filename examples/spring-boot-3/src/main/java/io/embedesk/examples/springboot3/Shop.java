package io.embedesk.examples.springboot3;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.domain.EntityScan;

/** The host scans for its own entities only; the desk's are listed in application.properties. */
@SpringBootApplication
@EntityScan(basePackageClasses = Purchase.class)
public class Shop {
    public static void main(String[] args) {
        SpringApplication.run(Shop.class, args);
    }
}
