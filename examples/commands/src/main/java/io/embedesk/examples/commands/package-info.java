/** Hosts that are no web applications: a command for a mail server's pipe, and one that brings tickets from elsewhere. */
@org.jspecify.annotations.NullMarked
package io.embedesk.examples.commands;
