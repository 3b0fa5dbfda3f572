/** The webhook on Micronaut. */
@org.jspecify.annotations.NullMarked
package io.embedesk.examples.micronaut;
