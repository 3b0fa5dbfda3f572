package io.embedesk.inbound;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each line looks like, written as a letter: t(ext), q(uote), a(ttribution), o(riginal), f(orwarded), h(eaders), r(ule), e(mpty). */
class QuoteLineTest {
    private static String kinds(String text) {
        return QuoteLine.all(text).stream()
                .map(line -> line.kind().name().substring(0, 1).toLowerCase(Locale.ROOT))
                .collect(joining());
    }

    private static void isKind(String line, String kind) {
        assertThat(kinds(line)).as(line).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"'', e", "a, t", "'a\nb', tt", "'a\r\nb', tt", "'a\rb', tt", "'a\n', te", "'\n\n', eee", "'a\n\nb', tet"
    })
    void endsWhereAnySystemEndsALine(String text, String kinds) {
        assertThat(kinds(text)).isEqualTo(kinds);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\u00a0", "\u200b", "\ufeff", "\u1427", "\u3000", " \u00a0\u200b "})
    void isEmptyWhenNothingIsSeen(String line) {
        isKind(line, "e");
        isKind(line + "x", "t");
        isKind("x" + line, "t");
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "> a", ">a", "  > a", "\t>a", ">> a", "> From: Ann", "> --"})
    void isAQuoteWhenItBeginsWithOneMark(String line) {
        isKind(line, "q");
    }

    @Nested
    class Marks {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-----Original Message-----",
                    "--Original Message--",
                    "----- ORIGINAL MESSAGE -----",
                    "______ Original Message ______",
                    "—— Original message ——",
                    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
                    "*-----Ursprüngliche Nachricht-----*",
                    "\t-- Mensaje original --",
                    "-----Original Appointment-----"
                })
        void announceTheOriginal(String line) {
            isKind(line, "o");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "---------- Forwarded message ---------",
                    "-- Forwarded by Ann --",
                    "Begin forwarded message:",
                    "Anfang der weitergeleiteten Nachricht:",
                    "Début du message transféré : ",
                    "> Begin forwarded message:",
                    "> ---------- Forwarded message ---------",
                    "| Begin forwarded message:",
                    "-------- Weitergeleitete Nachricht --------"
                })
        void announceAMailThatIsPassedOn(String line) {
            isKind(line, "f");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Original Message",
                    "Original Message:",
                    "- Original Message -",
                    "_ Original message _",
                    "The original message",
                    "-- The original message --",
                    "Forwarded message",
                    "Begin forwarded message",
                    "I forwarded message 3:",
                    "--help shows everything"
                })
        void areNoWordsOfAPerson(String line) {
            isKind(line, "t");
        }
    }

    @Nested
    class Rules {
        @ParameterizedTest
        @ValueSource(strings = {"--", "---", "-- ", "__", "**", "==", "~~", "##", "++", "  ___  ", "-=-=-", "–—", "‐‑"})
        void areOfNothingButDashes(String line) {
            isKind(line, "r");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-", "_", "- -", "--a", "a--", "...", "- a"})
        void areOfTwoAtLeastAndWithoutAnythingElse(String line) {
            isKind(line, "t");
        }

        @ParameterizedTest
        @CsvSource({"_____, true", "'  _____  ', true", "____, false", "_____a, false", "-----, false", "____-, false"})
        void mayBeDrawnAsALine(String line, boolean drawn) {
            assertThat(QuoteLine.all(line).get(0).isUnderscores()).isEqualTo(drawn);
        }

        @Test
        void areNothingThatIsSaid() {
            assertThat(QuoteLine.all("--\n\na\n> b"))
                    .extracting(QuoteLine::isNothing)
                    .containsExactly(true, true, false, false);
        }
    }

    @Nested
    class Headers {
        @ParameterizedTest
        @CsvSource({
            "'From: Ann\nSent: Monday\nTo: Carla', htt",
            "'From: Ann\nTo: Carla', tt",
            "'Sent: Monday\nTo: Carla\nSubject: x', ttt",
            "'From: Ann\nFrom: Bob\nFrom: Cid', ttt",
            "'Subject: x\nSent: Monday\nFrom: Ann', htt",
            "'From: Ann\nFrom: Bob\nSent: Monday\nTo: Carla', hhtt",
            "'Hello\nFrom: Ann\nSent: Monday\nTo: Carla', thtt",
            "'From: Ann\n\nSent: Monday\n\nTo: Carla', hetet",
            "'From : Ann\nSent : Monday\nTo : Carla', htt",
            "'FROM: Ann\nSENT: Monday\nTO: Carla', htt",
            "'*From:* Ann\n*Sent:* Monday\n*To:* Carla', htt",
            "'__From: Ann\n__Sent: Monday\n__To: Carla', htt",
            "'  From: Ann\n\tSent: Monday\n To: Carla', htt",
            "'发件人：Ann\n发送时间：09:14\n收件人：Carla', htt",
            "'From Ann\nSent Monday\nTo Carla', ttt",
            "': From: Ann\nSent: Monday\nTo: Carla', ttt"
        })
        void areTheAuthorAndTwoOthersTogether(String text, String kinds) {
            assertThat(kinds(text)).isEqualTo(kinds);
        }

        @Test
        void mayGoOnInTheNextLines() {
            assertThat(kinds("From: Ann\nTo: a,\nb,\nc\nSent: Monday\nSubject: x"))
                    .startsWith("h");
            assertThat(kinds("From: Ann\nTo: a,\nb,\nc,\nd\nSent: Monday\nSubject: x"))
                    .startsWith("t");
        }

        @Test
        void standWithinNineLines() {
            String seven = "From: Ann\nTo: a\n\n\nTo: b\n\n\nTo: c\n";
            assertThat(kinds(seven + "Sent: x")).startsWith("h");
            assertThat(kinds(seven + "\nSent: x")).startsWith("t");
        }

        @Test
        void haveShortNamesAtTheBeginningOfALine() {
            assertThat(kinds("From" + " ".repeat(26) + ": Ann\nSent: Monday\nTo: Carla"))
                    .startsWith("h");
            assertThat(kinds("From" + " ".repeat(27) + ": Ann\nSent: Monday\nTo: Carla"))
                    .startsWith("t");
            assertThat(kinds("From: " + "a".repeat(5000) + "\nSent: Monday\nTo: Carla"))
                    .startsWith("h");
        }
    }

    @Nested
    class Named {
        private static final String ABOVE = "On Mon, 2 Mar 2026 at 09:14, Ann wrote:\n";

        @ParameterizedTest
        @ValueSource(strings = {"Ann> a", "Ann>", "Abcdefghijkl> a", "É> a", "| a", "|"})
        void quotesAreSeenBelowAnAttribution(String line) {
            assertThat(kinds(ABOVE + line)).isEqualTo("aq");
            assertThat(kinds(line)).isEqualTo("t");
            assertThat(kinds(line + "\n\n" + ABOVE)).startsWith("t");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"Abcdefghijklm> a", "a b> c", "C:\\> a", "| a | b |", "| a |  ", "a | b", "A1> a", "||"})
        void quotesAreNoTablesAndNoCommands(String line) {
            assertThat(kinds(ABOVE + line)).isEqualTo("at");
        }

        @Test
        void quotesAreNoHeadersAndNoRules() {
            assertThat(kinds(ABOVE + "-----\n\n-----Original Message-----")).isEqualTo("areo");
        }
    }

    @Nested
    class Code {
        @ParameterizedTest
        @CsvSource({
            "'```\n> a\n--\n\n```', ttttt",
            "'```java\n> a\n```\n> b', tttq",
            "'```\n> a', tq",
            "'```\n> a\n```\n```\n> b', ttttq",
            "'> a\n```\n> b\n```\n> c', qtttq",
            "'a```\n> b\n```', tqt"
        })
        void isWhatStandsBetweenTwoFences(String text, String kinds) {
            assertThat(kinds(text)).isEqualTo(kinds);
        }
    }

    @Test
    void countsTheLinesOfAnAttribution() {
        assertThat(QuoteLine.all("On Mon, 2 Mar 2026 at 09:14, Ann\n<ann@acme.example> wrote:\n> a"))
                .extracting(QuoteLine::length)
                .containsExactly(2, 1, 1);
    }

    @Test
    void looksAtTheBeginningOfALongLineOnly() {
        isKind("-- " + " ".repeat(190) + "Original Message", "t");
        isKind("-- Original Message" + " ".repeat(1000) + "--", "o");
    }
}
