package io.embedesk.internal;

import io.embedesk.Participant;
import io.embedesk.Participant.State;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import java.util.ArrayList;
import java.util.List;

/** Who takes part in a ticket beside its contact. */
final class Participants {
    /** A mail to a thousand people makes no thousand participants. */
    static final int MOST = 50;

    private Participants() {}

    /** Identity is the address alone. */
    static boolean takesPart(Ticket ticket, EmailAddress address) {
        return isContact(ticket, address)
                || ticket.participants().stream().anyMatch(p -> p.is(address) && p.state() == State.ACCEPTED);
    }

    private static boolean isContact(Ticket ticket, EmailAddress address) {
        EmailAddress contact = ticket.contact().email();
        return contact != null && contact.sameAs(address);
    }

    /** Whoever is known already stays as they are. */
    static List<Participant> suggested(Ticket ticket, Mailbox who) {
        boolean known = isContact(ticket, who.address())
                || ticket.participants().stream().anyMatch(p -> p.is(who.address()));
        if (known || ticket.participants().size() >= MOST) {
            return ticket.participants();
        }
        return with(ticket, new Participant(who, State.SUGGESTED));
    }

    static List<Participant> decided(Ticket ticket, Mailbox who, State state) {
        Mailbox named = ticket.participants().stream()
                .filter(p -> p.is(who.address()) && who.name() == null)
                .map(Participant::mailbox)
                .findFirst()
                .orElse(who);
        return with(ticket, new Participant(named, state));
    }

    private static List<Participant> with(Ticket ticket, Participant participant) {
        List<Participant> all = new ArrayList<>(ticket.participants());
        all.removeIf(p -> p.is(participant.mailbox().address()));
        all.add(participant);
        return all;
    }
}
