/** What sending mail costs. */
@org.jspecify.annotations.NullMarked
package io.embedesk.examples.benchmarks.mail;
