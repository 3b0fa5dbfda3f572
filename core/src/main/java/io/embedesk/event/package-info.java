/** What happened: told at once to listeners, and kept in one order in the feed. */
package io.embedesk.event;
