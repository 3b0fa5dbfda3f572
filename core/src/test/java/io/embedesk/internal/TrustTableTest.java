package io.embedesk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.CustomerMessage.Audience;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import io.embedesk.intake.Match.Strength;
import io.embedesk.internal.TrustTable.Append;
import io.embedesk.internal.TrustTable.Note;
import io.embedesk.internal.TrustTable.Open;
import io.embedesk.internal.TrustTable.Verdict;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line is a cell of the table in CONTRIBUTING.md. */
class TrustTableTest {
    @ParameterizedTest(name = "{0} {1} {2}, match {3}: {4}")
    @CsvSource({
        "HUMAN, participant, PASS,    PROVEN,  append for everyone and reopen",
        "HUMAN, participant, UNKNOWN, PROVEN,  append for everyone and reopen",
        "HUMAN, participant, UNKNOWN, CLAIMED, append for everyone and reopen",
        "HUMAN, participant, UNKNOWN, none,    open",
        "HUMAN, participant, FAIL,    PROVEN,  append for agents and reopen [AUTHENTICATION_FAILED]",
        "HUMAN, participant, FAIL,    CLAIMED, open [AUTHENTICATION_FAILED]",
        "HUMAN, participant, FAIL,    none,    open [AUTHENTICATION_FAILED]",
        "HUMAN, other,       UNKNOWN, PROVEN,  append for agents and reopen [OTHER_SENDER]",
        "HUMAN, other,       FAIL,    PROVEN,  'append for agents and reopen [AUTHENTICATION_FAILED, OTHER_SENDER]'",
        "HUMAN, other,       UNKNOWN, CLAIMED, open",
        "HUMAN, other,       UNKNOWN, none,    open",
        "LIST,  participant, UNKNOWN, PROVEN,  append for everyone and reopen",
        "LIST,  other,       UNKNOWN, CLAIMED, open",
        "LIST,  other,       UNKNOWN, none,    open",
        "AUTO_REPLY, participant, UNKNOWN, PROVEN,  append for agents [AUTOMATIC]",
        "AUTO_REPLY, other,       UNKNOWN, PROVEN,  append for agents [AUTOMATIC]",
        "AUTO_REPLY, participant, UNKNOWN, CLAIMED, append for agents [AUTOMATIC]",
        "AUTO_REPLY, other,       UNKNOWN, CLAIMED, note AUTOMATIC",
        "AUTO_REPLY, participant, UNKNOWN, none,    note AUTOMATIC",
        "BOUNCE, other,       UNKNOWN, PROVEN,  note BOUNCE",
        "BOUNCE, participant, UNKNOWN, none,    note BOUNCE",
        "LOOP,   participant, PASS,    PROVEN,  note LOOP",
        "LOOP,   other,       UNKNOWN, none,    note LOOP"
    })
    void decides(Kind kind, String sender, Authentication authentication, String match, String expected) {
        Optional<Strength> strength = match.equals("none") ? Optional.empty() : Optional.of(Strength.valueOf(match));
        Verdict verdict =
                TrustTable.decide(new TrustTable.Case(kind, sender.equals("participant"), authentication, strength));
        assertThat(words(verdict)).isEqualTo(expected);
    }

    private static String words(Verdict verdict) {
        if (verdict instanceof Append append) {
            String who = append.audience() == Audience.EVERYONE ? "everyone" : "agents";
            return "append for " + who + (append.reopen() ? " and reopen" : "") + words(append.flags());
        }
        return verdict instanceof Open open ? "open" + words(open.flags()) : "note " + ((Note) verdict).disposition();
    }

    private static String words(Set<Flag> flags) {
        return flags.isEmpty()
                ? ""
                : " "
                        + flags.stream()
                                .sorted(java.util.Comparator.comparing(Flag::name))
                                .toList();
    }
}
