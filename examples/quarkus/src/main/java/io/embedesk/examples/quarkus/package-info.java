/** A shop on Quarkus: tickets in its own JTA transactions, and the webhook. */
@org.jspecify.annotations.NullMarked
package io.embedesk.examples.quarkus;
