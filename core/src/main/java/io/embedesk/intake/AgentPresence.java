package io.embedesk.intake;

/** Who of the staff is there to talk to a visitor right now. The host knows: from its sessions, a rota, a switch. */
@FunctionalInterface
public interface AgentPresence {
    /** {@return whether at least one agent can take a conversation} */
    boolean anybodyOnline();
}
