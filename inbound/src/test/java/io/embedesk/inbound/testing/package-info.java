/** For a host's own tests: what providers send, what a customer sees and answers, and what a host's webhook must do. */
@org.jspecify.annotations.NullMarked
package io.embedesk.inbound.testing;
