package io.embedesk.internal;

import io.embedesk.CustomerMessage.Audience;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import io.embedesk.intake.Match.Strength;
import io.embedesk.intake.Outcome.Disposition;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who is trusted with what. Sender or kind of mail against the strength of the match: CONTRIBUTING.md, "Design", shows it as
 * the table that this is.
 */
final class TrustTable {
    private TrustTable() {}

    /** What a message brings with it. */
    record Case(Kind kind, boolean participant, Authentication authentication, Optional<Strength> match) {
        private boolean proven() {
            return match.filter(s -> s == Strength.PROVEN).isPresent();
        }

        private boolean claimed() {
            return match.filter(s -> s == Strength.CLAIMED).isPresent();
        }

        private boolean failed() {
            return authentication == Authentication.FAIL;
        }
    }

    /** What to do with it. */
    sealed interface Verdict {}

    /** Append it to the ticket that was found. */
    record Append(Audience audience, Set<Flag> flags, boolean reopen) implements Verdict {}

    /** Open a new ticket; linked to the one that was claimed, if any. */
    record Open(Set<Flag> flags) implements Verdict {}

    /** Keep the receipt, and change the state of the reply it is about, if that is proven. */
    record Note(Disposition disposition) implements Verdict {}

    static Verdict decide(Case of) {
        return switch (of.kind()) {
            case LOOP -> new Note(Disposition.LOOP);
            case BOUNCE -> new Note(Disposition.BOUNCE);
            case AUTO_REPLY -> automatic(of);
            case HUMAN, LIST -> written(of);
        };
    }

    private static Verdict automatic(Case of) {
        boolean kept = of.proven() || of.claimed() && of.participant();
        Set<Flag> flags = EnumSet.of(Flag.AUTOMATIC);
        return kept ? new Append(Audience.AGENTS, flags, false) : new Note(Disposition.AUTOMATIC);
    }

    private static Verdict written(Case of) {
        Set<Flag> failed = of.failed() ? EnumSet.of(Flag.AUTHENTICATION_FAILED) : EnumSet.noneOf(Flag.class);
        if (of.match().isEmpty()) {
            return new Open(failed);
        }
        if (of.participant() && !of.failed()) {
            return new Append(Audience.EVERYONE, failed, true);
        }
        if (of.proven()) {
            Set<Flag> flags = EnumSet.copyOf(failed);
            if (!of.participant()) {
                flags.add(Flag.OTHER_SENDER);
            }
            return new Append(Audience.AGENTS, flags, true);
        }
        return new Open(failed);
    }
}
