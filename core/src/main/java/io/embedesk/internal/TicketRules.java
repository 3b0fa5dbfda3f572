package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.Contact;
import io.embedesk.EntryId;
import io.embedesk.NewTicket;
import io.embedesk.Participant;
import io.embedesk.PendingReason;
import io.embedesk.Status;
import io.embedesk.TakeOnReply;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketChange.Command;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketEvent.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of the desk: functions from a ticket and a command to a new ticket and its events. They touch no store. */
final class TicketRules {
    private TicketRules() {}

    /** A ticket as a rule leaves it, and what happened to it. */
    record Ruled(Ticket ticket, List<TicketEvent> events) {}

    static Ruled open(NewTicket draft, long number, Actor actor, Instant now) {
        Violations wrong = new Violations();
        wrong.subject(draft.subject());
        wrong.text("description", draft.description());
        wrong.agent("assignee", draft.assignee());
        wrong.tags(draft.tags());
        wrong.conversation(draft.conversation());
        Contact contact = wrong.contact(draft.contactName(), draft.contactEmail());
        wrong.throwIfAny();
        Ticket ticket = Ticket.builder(draft.id(), number, now)
                .subject(draft.subject().strip())
                .description(draft.description())
                .priority(draft.priority())
                .assignee(draft.assignee())
                .contact(contact)
                .tags(draft.tags())
                .source(draft.source())
                .conversation(draft.conversation())
                .build();
        return new Ruled(ticket, List.of(new TicketEvent.Opened(ticket.id(), now, actor.name())));
    }

    static Ruled reply(Ticket ticket, EntryId entry, Actor.Staff agent, TakeOnReply take, Instant now) {
        Work work = new Work(ticket, agent, now);
        work.events.add(new TicketEvent.Replied(ticket.id(), now, agent.name(), entry));
        work.next.lastSeq(ticket.lastSeq() + 1);
        boolean takes = take == TakeOnReply.IF_OPEN && ticket.status() == Status.OPEN
                || take == TakeOnReply.IF_UNASSIGNED && ticket.assignee().isEmpty();
        if (ticket.status() == Status.OPEN) {
            work.status(Status.IN_PROGRESS);
        }
        if (takes) {
            work.assignee(agent.id());
        }
        work.next.times(work.next.build().times().replied(now));
        return work.done();
    }

    static Ruled note(Ticket ticket, EntryId entry, Actor.Staff agent, Instant now) {
        Work work = new Work(ticket, agent, now);
        work.events.add(new TicketEvent.Noted(ticket.id(), now, agent.name(), entry));
        work.next.lastSeq(ticket.lastSeq() + 1);
        return work.done();
    }

    static Ruled received(Ticket ticket, EntryId entry, boolean reopen, Actor by, Instant now) {
        Work work = new Work(ticket, by, now);
        work.events.add(new TicketEvent.MessageReceived(ticket.id(), now, by.name(), entry));
        work.next.lastSeq(ticket.lastSeq() + 1);
        if (reopen && ticket.status().isDone()) {
            work.status(Status.OPEN);
        }
        return work.done();
    }

    /** An entry that was written elsewhere: by the customer, or by somebody who answered there. */
    record Said(EntryId entry, boolean byCustomer) {}

    /** What was said in a conversation. It is nobody's first reply and gives the ticket to nobody. */
    static Ruled transcribed(Ticket ticket, List<Said> said, Contact contact, Actor by, Instant now) {
        Work work = new Work(ticket, by, now);
        for (Said one : said) {
            work.events.add(
                    one.byCustomer()
                            ? new TicketEvent.MessageReceived(ticket.id(), now, by.name(), one.entry())
                            : new TicketEvent.Replied(ticket.id(), now, by.name(), one.entry()));
        }
        work.next.lastSeq(ticket.lastSeq() + said.size());
        work.changedUnseen(Field.CONTACT, ticket.contact(), contact);
        work.next.contact(contact);
        if (ticket.status().isDone() && said.stream().anyMatch(Said::byCustomer)) {
            work.status(Status.OPEN);
        }
        return work.events.isEmpty() ? new Ruled(ticket, List.of()) : work.done();
    }

    static Ruled participants(Ticket ticket, List<Participant> participants, Actor.Staff agent, Instant now) {
        Work work = new Work(ticket, agent, now);
        work.changedUnseen(Field.PARTICIPANTS, ticket.participants(), participants);
        work.next.participants(participants);
        return work.events.isEmpty() ? new Ruled(ticket, List.of()) : work.done();
    }

    /** A change that changes nothing leaves the ticket as it is: same version, no events. */
    static Ruled change(Ticket ticket, TicketChange change, Actor.Staff agent, Instant now) {
        Work work = new Work(ticket, agent, now);
        Violations wrong = new Violations();
        change.commands().forEach(command -> work.apply(command, wrong));
        wrong.throwIfAny();
        return work.events.isEmpty() ? new Ruled(ticket, List.of()) : work.done();
    }

    /** One rule at work: what the ticket becomes, command by command. */
    private static final class Work {
        private final Ticket.Builder next;
        private final Actor actor;
        private final Instant now;
        private final List<TicketEvent> events = new ArrayList<>();
        private Ticket ticket;

        Work(Ticket ticket, Actor actor, Instant now) {
            this.ticket = ticket;
            this.next = ticket.toBuilder();
            this.actor = actor;
            this.now = now;
        }

        void apply(Command command, Violations wrong) {
            if (command instanceof TicketChange.SetStatus c) {
                status(c.value());
            } else if (command instanceof TicketChange.SetPendingReason c) {
                pendingReason(c.value());
            } else if (command instanceof TicketChange.SetPriority c) {
                changed(Field.PRIORITY, ticket.priority().name(), c.value().name());
                next.priority(c.value());
            } else if (command instanceof TicketChange.SetAssignee c) {
                wrong.agent("assignee", c.value());
                assignee(c.value());
            } else if (command instanceof TicketChange.SetSubject c) {
                wrong.subject(c.value());
                changedUnseen(Field.SUBJECT, ticket.subject(), c.value().strip());
                next.subject(c.value().strip());
            } else if (command instanceof TicketChange.SetDescription c) {
                wrong.text("description", c.value());
                changedUnseen(Field.DESCRIPTION, ticket.description(), c.value());
                next.description(c.value());
            } else if (command instanceof TicketChange.SetContact c) {
                Contact contact = wrong.contact(c.name(), c.email());
                changedUnseen(Field.CONTACT, ticket.contact(), contact);
                next.contact(contact);
            } else if (command instanceof TicketChange.AddTags c) {
                wrong.tags(c.values());
                Set<String> tags = new TreeSet<>(ticket.tags());
                tags.addAll(c.values());
                tags(tags);
            } else if (command instanceof TicketChange.RemoveTags c) {
                Set<String> tags = new TreeSet<>(ticket.tags());
                tags.removeAll(c.values());
                tags(tags);
            }
            ticket = next.build();
        }

        void status(Status to) {
            changed(Field.STATUS, ticket.status().name(), to.name());
            next.status(to);
            next.times(ticket.times().became(to, now));
            if (to != Status.PENDING) {
                pendingReason(null);
            }
        }

        private void pendingReason(@Nullable PendingReason to) {
            changed(Field.PENDING_REASON, name(ticket.pendingReason().orElse(null)), name(to));
            next.pendingReason(to);
        }

        private static @Nullable String name(@Nullable Enum<?> value) {
            return value == null ? null : value.name();
        }

        void assignee(@Nullable String to) {
            changed(Field.ASSIGNEE, ticket.assignee().orElse(null), to);
            next.assignee(to);
        }

        private void tags(Set<String> to) {
            changed(Field.TAGS, String.join(",", ticket.tags()), String.join(",", to));
            next.tags(to);
        }

        private void changed(Field field, @Nullable String before, @Nullable String after) {
            if (!java.util.Objects.equals(before, after)) {
                events.add(new TicketEvent.FieldChanged(ticket.id(), now, actor.name(), field, before, after));
            }
        }

        /** For fields that hold personal data: that they changed is recorded, but not from what to what. */
        private void changedUnseen(Field field, Object before, Object after) {
            if (!before.equals(after)) {
                events.add(new TicketEvent.FieldChanged(ticket.id(), now, actor.name(), field, null, null));
            }
        }

        Ruled done() {
            Ticket last = next.build();
            Ticket done = next.version(last.version() + 1)
                    .times(last.times().updated(now))
                    .build();
            return new Ruled(done, List.copyOf(events));
        }
    }
}
