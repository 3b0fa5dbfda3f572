package io.embedesk.examples.micronaut;

import io.micronaut.runtime.Micronaut;

/** Starts it. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Micronaut.run(Main.class, args);
    }
}
