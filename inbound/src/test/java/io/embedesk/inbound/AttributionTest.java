package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What announces a quote, and what only looks so: a line too many, and a customer's own words are gone. */
class AttributionTest {
    private static int length(String text) {
        return Attribution.length(text.lines().toList(), 0);
    }

    @Nested
    class WithoutAQuoteBelow {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "On Mon, 2 Mar 2026 at 09:14, Ann Albers wrote:",
                    "On 02/03/26 Ann <ann@acme.example> wrote:",
                    "Ann Albers <ann@acme.example> wrote:",
                    "--- Ann <ann@acme.example> wrote ---",
                    "2026-03-02 09:14 GMT+01:00 Ann <ann@acme.example>:",
                    "2026-03-02 9:14 GMT+01:00 Ann:",
                    "02.03.2026 Ann <ann@acme.example>:",
                    "2/3/2026 Ann <ann@acme.example>:",
                    "Ann Albers, 2 March 2026 09:14 <ann@acme.example>:",
                    "On Mon, 2 Mar 2026 at 9h05, Ann wrote:",
                    "On Mon, 2 Mar 1999 at 09.14, Ann wrote:"
                })
        void isSureBySomethingThatNobodyWritesByHand(String line) {
            assertThat(length(line)).isOne();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "On Monday Ann wrote:",
                    "On 2 March Ann wrote:",
                    "In 2026 Ann wrote:",
                    "On Mon, 2 Mar 2026 Ann wrote:",
                    "On Monday at 09:14 Ann wrote:",
                    "On Mon, 2 Mar 1899 at 09:14, Ann wrote:",
                    "On Mon, 2 Mar 20261 at 09:14, Ann wrote:",
                    "On Mon, 2 Mar 2026 at 9:145, Ann wrote:",
                    "On Mon, 2 Mar 2026 at 9-14, Ann wrote:",
                    "At ann@acme.example somebody wrote:",
                    "I wrote to ann@acme.example on 2 March 2026 at 09:14:",
                    "On Mon, 2 Mar 2026 at 09:14, Ann wrote",
                    "On Mon, 2 Mar 2026 at 09:14, Ann wrote.",
                    "On Mon, 2 Mar 2026 at 09:14, Ann <ann@acme.example> wrote -",
                    "-- On Mon, 2 Mar 2026 at 09:14, Ann <ann@acme.example> wrote -",
                    "2026-03-02: the printer is on fire:",
                    "2026-03-02 09:14 the printer is on fire:",
                    "2026-03 <ann@acme.example>:",
                    "20260-03-02 Ann <ann@acme.example>:",
                    "2026 03 02 Ann <ann@acme.example>:",
                    "2026-03-02 Ann <ann@acme.example>.",
                    "2026-03-02 Ann ann@acme.example:",
                    "2 March 2026, and I mean it:",
                    "See <https://acme.example/2026/09:14>:",
                    "Ann <ann@acme.example>:",
                    "12:",
                    "> On Mon, 2 Mar 2026 at 09:14, Ann wrote:",
                    "wrote:",
                    ":"
                })
        void isNothingThatAPersonMayWrite(String line) {
            assertThat(length(line)).isZero();
        }
    }

    @Nested
    class BeforeAQuote {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "On 2 March Ann wrote:",
                    "On Mon, 2 Mar 2026 Ann wrote:",
                    "Monday 09:14 Ann wrote:",
                    "Ann (ann@acme.example) wrote:",
                    "2026-03-02 Ann <ann@acme.example>"
                })
        void needsLess(String line) {
            assertThat(length(line + "\n\n> Is it on?")).isOne();
            assertThat(length(line + "\n| Is it on?")).isOne();
            assertThat(length(line + "\nIs it on?")).isZero();
            assertThat(length(line + "\n".repeat(14) + "> Too far below")).isZero();
        }

        @Test
        void isSixLinesAboveItAtMost() {
            String line = "On 2 March Ann wrote:\n";
            assertThat(length(line + "\n".repeat(6) + "> Is it on?")).isOne();
            assertThat(length(line + "\n".repeat(7) + "> Is it on?")).isZero();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Ann wrote:",
                    "My 3 friends wrote:",
                    "On Monday Ann wrote:",
                    "These are the 3 questions:",
                    "See https://acme.example/a-b:",
                    "2026-03-02 it began",
                    "3-4 people see it:"
                })
        void isStillNotEverything(String line) {
            assertThat(length(line + "\n> Is it on?")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "On Mon, 2 Mar 2026 at 09:14, Ann\\n<ann@acme.example> wrote: | 2",
                "On Mon, 2 Mar 2026\\nat 09:14, Ann\\n<ann@acme.example>\\nwrote: | 4",
                "On Mon, 2 Mar 2026 at 09:14, Ann <ann@acme.example\\n> wrote: | 2",
                "On Mon, 2 Mar 2026 at 09:14, Ann\\n> It works.\\n<ann@acme.example> wrote: | 0",
                "On Mon, 2 Mar 2026 at 09:14, Ann <ann@acme.example\\n> ann@acme.example wrote: | 0",
                "It works.\\nOn Mon, 2 Mar 2026 at 09:14, Ann wrote: | 0",
                "It works.\\nAnn <ann@acme.example> wrote: | 0",
                "On Sunday it worked.\\nOn Mon, 2 Mar 2026 at 09:14, Ann wrote: | 0",
                "It works\\nas\\nit\\nshould\\nOn Mon, 2 Mar 2026 at 09:14, Ann wrote: | 0",
                "On Mon,\\n2\\nMar\\n2026\\nat\\n09:14,\\nAnn wrote: | 0"
            })
    void mayBeWrappedAndBeginsWhereItBegins(String text, int lines) {
        assertThat(length(text.replace("\\n", "\n"))).isEqualTo(lines);
    }

    @Test
    void isNotLongerThanAnybodysName() {
        String name = "x".repeat(340);
        assertThat(length("On Mon, 2 Mar 2026 at 09:14, " + name + " wrote:")).isOne();
        assertThat(length("On Mon, 2 Mar 2026 at 09:14, " + name + "y".repeat(60) + " wrote:"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1990", "1999", "2000", "2099", "in 2026.", "(2026)"})
    void knowsAYear(String text) {
        assertThat(Attribution.hasYear(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1989", "2100", "202", "20261", "12026", "20x6", "199"})
    void knowsWhatIsNoYear(String text) {
        assertThat(Attribution.hasYear(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9:30", "09.30", "9h30", "at 09:30:15", "9:30 am"})
    void knowsATime(String text) {
        assertThat(Attribution.hasTime(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":30", "9:3", "9-30", "9:300", "a:30", "9:3a", "930"})
    void knowsWhatIsNoTime(String text) {
        assertThat(Attribution.hasTime(text)).isFalse();
    }

    @Test
    void looksAtNothingBeforeItsPlace() {
        assertThat(Attribution.length(List.of("Hello", "On Mon, 2 Mar 2026 at 09:14, Ann wrote:"), 1))
                .isOne();
    }
}
