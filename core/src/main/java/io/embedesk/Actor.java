package io.embedesk;

import io.embedesk.email.EmailAddress;
import io.embedesk.internal.Texts;

/** Who acts. The first argument of every call, so that nothing is read or written in nobody's name. */
public sealed interface Actor {
    /** {@return how events and logs name the actor: an agent's id, but never a customer's address} */
    String name();

    /**
     * A member of the staff.
     *
     * @param id the host's own id of the agent, 1 to 100 characters
     * @return the actor that {@link TicketService} takes
     */
    static Staff agent(String id) {
        return new Staff(id);
    }

    /**
     * A customer whose address the host has verified, by its login or a magic link.
     *
     * @param email the verified address
     * @return the actor of the portal
     */
    static Customer customer(EmailAddress email) {
        return new Customer(email);
    }

    /**
     * A part of the desk that acts by itself.
     *
     * @param cause which part, such as {@code mail}
     * @return the actor
     */
    static System system(String cause) {
        return new System(cause);
    }

    /**
     * A member of the staff.
     *
     * @param id the host's own id of the agent
     */
    record Staff(String id) implements Actor {
        // Refuses a blank or over-long id.
        public Staff {
            Texts.requireAgent("agent", id);
        }

        @Override
        public String name() {
            return "agent:" + id;
        }
    }

    /**
     * A verified customer.
     *
     * @param email the address that the host verified
     */
    record Customer(EmailAddress email) implements Actor {
        @Override
        public String name() {
            return "customer";
        }

        @Override
        public String toString() {
            return "Customer[" + email.masked() + "]";
        }
    }

    /**
     * A part of the desk.
     *
     * @param cause which part, such as {@code mail}
     */
    record System(String cause) implements Actor {
        // Refuses a blank or over-long cause.
        public System {
            Texts.requireAgent("cause", cause);
        }

        @Override
        public String name() {
            return "system:" + cause;
        }
    }
}
