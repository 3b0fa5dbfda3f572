package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the reply ends, to the line: what is cut and what stays, on both sides of every limit. */
class QuoteScannerTest {
    private static final String WROTE = "On Mon, 2 Mar 2026 at 09:14, Ann wrote:\n";
    private static final String HEADERS = "From: Ann\nSent: Monday\nTo: Carla\nSubject: x\n";

    private static void divides(String text, String reply, String quoted) {
        assertThat(new QuoteScanner(text).divide()).isEqualTo(new ReplyText(reply, quoted));
    }

    private static void keeps(String text) {
        assertThat(new QuoteScanner(text).divide()).isEqualTo(new ReplyText(text.strip(), null));
    }

    private static String lines(String line, int count) {
        return (line + "\n").repeat(count);
    }

    @Nested
    class AQuoteAtTheEnd {
        @Test
        void isCutWithWhatAnnouncesIt() {
            divides("Yes.\n" + WROTE + "> a\n", "Yes.", WROTE + "> a");
            divides("Yes.\n\n" + WROTE + "\na\nb\n", "Yes.", WROTE + "\na\nb");
            divides("Yes.\n" + WROTE, "Yes.", WROTE.strip());
        }

        @Test
        void isCutWithoutAnAnnouncement() {
            divides("Yes.\n> a\n\n> b\n\n", "Yes.", "> a\n\n> b");
            divides("Yes.\nNo.\n\n\n> a", "Yes.\nNo.", "> a");
        }

        @Test
        void isCutWithTheRuleAboveTheHeaders() {
            divides(
                    "Yes.\n\n_____\n\n-----Original Message-----\n" + HEADERS + "\na",
                    "Yes.",
                    "_____\n\n-----Original Message-----\n" + HEADERS + "\na");
            divides("Yes.\n" + HEADERS, "Yes.", HEADERS.strip());
        }

        @Test
        void isCutWithTheSignatureAboveIt() {
            divides("Yes.\n-- \nCarla\n\n> a", "Yes.", "-- \nCarla\n\n> a");
            divides("Yes.\n\nSent from my iPhone\n\n> a", "Yes.", "Sent from my iPhone\n\n> a");
            divides(
                    "Yes.\n\nSent from my iPhone\n\n" + WROTE + "> a",
                    "Yes.",
                    "Sent from my iPhone\n\n" + WROTE + "> a");
        }

        @Test
        void isKeptWhenThereIsNothingElse() {
            keeps(WROTE + "> a\n> b");
            keeps("> a\n> b");
            keeps("--\n> a");
            keeps(HEADERS + "\na");
            keeps("\n\n-----Original Message-----\na");
        }

        @Test
        void isKeptBelowAMailThatIsPassedOn() {
            keeps("FYI\n-- Forwarded message --\n" + HEADERS + "\na\n" + WROTE + "> b");
            divides("FYI\n" + WROTE + "-- Forwarded message --\na", "FYI", WROTE + "-- Forwarded message --\na");
        }
    }

    @Nested
    class AQuoteAtTheTop {
        @Test
        void isCutFromTheAnswerBelow() {
            divides(WROTE + "> a\n\n> b\nYes.", "Yes.", WROTE + "> a\n\n> b");
            divides("\n\n" + WROTE + "\n> a\nYes.\nNo.", "Yes.\nNo.", WROTE + "\n> a");
        }

        @Test
        void mayBeAnnouncedTwice() {
            divides(WROTE + "\n" + WROTE + "> a\nYes.", "Yes.", WROTE + "\n" + WROTE + "> a");
        }

        @Test
        void isKeptWhereItIsAnsweredInParts() {
            divides(WROTE + "> a\nYes.\n> b\nNo.", "> a\nYes.\n> b\nNo.", WROTE.strip());
        }

        @Test
        void isNoneWhereTheTextIsNotQuoted() {
            divides(WROTE + "a\nb", "a\nb", WROTE.strip());
            divides(WROTE + "a\n> b\nc", "a\n> b\nc", WROTE.strip());
        }

        @Test
        void isCutBeforeTheNextMailThatIsQuoted() {
            keeps(WROTE + "> a\n" + HEADERS + "\nb");
            divides(WROTE + "> a\nYes.\n" + HEADERS + "\nb", "Yes.", WROTE + "> a\n" + HEADERS + "\nb");
        }
    }

    @Nested
    class TextBelowTheOnlyQuote {
        @Test
        void isAnAnswerFromSevenLinesOn() {
            String quote = WROTE + "> a\n";
            divides(
                    "Hello\n\n" + quote + lines("b", 7),
                    "Hello\n\n> a\n" + lines("b", 7).strip(),
                    WROTE.strip());
            divides(
                    "Hello\n\n" + quote + lines("b", 6),
                    "Hello",
                    quote + lines("b", 6).strip());
            divides(
                    "Hello\n\n" + quote + lines("b\n", 6),
                    "Hello",
                    quote + lines("b\n", 6).strip());
        }

        @Test
        void isAnAnswerWhereItIsAnnounced() {
            String quote = WROTE + "> a\n";
            divides("See below:\n\n" + quote + "b", "See below:\n\n> a\nb", WROTE.strip());
            divides("See below: \n" + quote + "b", "See below: \n> a\nb", WROTE.strip());
            divides("See below:\n\n" + quote + "\n", "See below:", quote.strip());
            divides("See below:\nThanks\n" + quote + "b", "See below:\nThanks", quote + "b");
        }

        @Test
        void isNoAnswerFromASignatureOn() {
            String quote = WROTE + "> a\n";
            divides(
                    "Hello\n" + quote + lines("b", 6) + "-- \n" + lines("c", 3),
                    "Hello",
                    quote + lines("b", 6) + "-- \n" + lines("c", 3).strip());
            divides(
                    "Hello\n" + quote + lines("b", 6) + "*****\n" + lines("c", 3),
                    "Hello",
                    quote + lines("b", 6) + "*****\n" + lines("c", 3).strip());
            divides("See below:\n" + quote + "-- \nc", "See below:", quote + "-- \nc");
        }

        @Test
        void isKeptBetweenTwoQuotes() {
            divides("Hello\n" + WROTE + "> a\nYes.\n> b", "Hello\n> a\nYes.", WROTE + "> b");
            divides("Hello\n" + WROTE + "> a\nYes.\n> b\nNo.", "Hello\n> a\nYes.\n> b\nNo.", WROTE.strip());
        }

        @Test
        void isCutWithAQuoteThatBeginsLater() {
            divides("Hello\n" + WROTE + "a\n> b\nc\n> d\ne", "Hello", WROTE + "a\n> b\nc\n> d\ne");
        }
    }

    @Nested
    class ASignature {
        @Test
        void isCutWithItsMark() {
            divides("Yes.\n-- \nCarla", "Yes.", "-- \nCarla");
            divides("Yes.\n--\nCarla\n\n\n", "Yes.", "--\nCarla");
            divides("Yes.\n--  \nCarla", "Yes.", "--  \nCarla");
        }

        @Test
        void isFifteenLinesLongAtMost() {
            divides(
                    "Yes.\n--\n" + lines("a", 14),
                    "Yes.",
                    "--\n" + lines("a", 14).strip());
            keeps("Yes.\n--\n" + lines("a", 15));
            divides("Yes.\n--\n\na\n" + WROTE + "> b", "Yes.", "--\n\na\n" + WROTE + "> b");
            divides(
                    "Yes.\n--\n" + lines("a", 14) + "\n\n\n",
                    "Yes.",
                    "--\n" + lines("a", 14).strip());
        }

        @Test
        void isSixLinesLongAtMostBelowALine() {
            divides(
                    "Yes.\n_____\n" + lines("a", 5),
                    "Yes.",
                    "_____\n" + lines("a", 5).strip());
            keeps("Yes.\n_____\n" + lines("a", 6));
            keeps("Yes.\n*****\n" + lines("a", 5));
            keeps("Yes.\n-----\n" + lines("a", 5));
        }

        @Test
        void isOneOnlyBelowSomethingThatIsSaid() {
            keeps("--\nCarla");
            keeps("\n\n--\nCarla");
            keeps("> a\n--\nCarla");
        }

        @Test
        void hasNoQuoteInIt() {
            keeps("Yes.\n--\nCarla\n> a\nb");
        }

        @Test
        void beginsWithItsFirstMark() {
            divides("Yes.\n--\nCarla\n--\nCustomer Ltd", "Yes.", "--\nCarla\n--\nCustomer Ltd");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Sent from my iPhone",
                    "_____",
                    "Sent from my iPhone\n\n--\n",
                    "---\nSent from my iPhone\n---"
                })
        void ofATelephoneIsCutAtTheEnd(String end) {
            divides("Yes.\n\n" + end, "Yes.", end.strip());
            keeps(end + "\n\nYes.");
        }
    }

    @Nested
    class AMailWithin {
        private void embeds(String text, String before, String mail) {
            assertThat(QuoteScanner.embedded(text)).containsExactly(before, mail);
        }

        @Test
        void beginsWithItsHeaders() {
            embeds("FYI\n\n" + HEADERS + "\na", "FYI", HEADERS + "\na");
            embeds(HEADERS + "\na", "", HEADERS + "\na");
        }

        @Test
        void isWithoutTheLinesThatAnnounceIt() {
            embeds("FYI\n\n-- Forwarded message --\n" + HEADERS + "\na", "FYI", HEADERS + "\na");
            embeds("FYI\n_____\n\n-- Original message --\n\n" + HEADERS + "\na", "FYI", HEADERS + "\na");
        }

        @Test
        void mayBeQuotedByTheProgramThatPassesItOn() {
            String quoted = "> From: Ann\n>Sent: Monday\n> To: Carla\n>\n> a\n>> b\n";
            embeds(
                    "FYI\n\nBegin forwarded message:\n\n" + quoted + "c",
                    "FYI",
                    "From: Ann\nSent: Monday\nTo: Carla\n\na\n> b\nc");
            embeds(
                    "> x\n\nBegin forwarded message:\n\n" + quoted,
                    "> x",
                    "From: Ann\nSent: Monday\nTo: Carla\n\na\n> b");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "a",
                    "> From: Ann\n> Sent: Monday\n> To: Carla\n",
                    "Begin forwarded message:\n\na",
                    "Begin forwarded message:\n\n> a",
                    "> a\nBegin forwarded message:\nb",
                    "Begin forwarded message:"
                })
        void isNoneWithoutHeaders(String text) {
            assertThat(QuoteScanner.embedded(text)).isEmpty();
            assertThat(ReplyExtractor.embedded(text)).isEmpty();
        }

        @Test
        void isReturnedInTwoParts() {
            assertThat(ReplyExtractor.embedded("FYI\n" + HEADERS))
                    .contains(new ReplyExtractor.EmbeddedMail("FYI", HEADERS.strip()));
        }
    }
}
