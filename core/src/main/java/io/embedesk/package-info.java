/**
 * What a host types: {@link io.embedesk.Desk} is the door, {@link io.embedesk.TicketService} what the staff does, {@link
 * io.embedesk.Ticket} and {@link io.embedesk.ThreadEntry} what it is done to.
 */
package io.embedesk;
