package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteWordsTest {
    private static final QuoteWords WORDS = QuoteWords.ALL;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my iPhone",
                "- Sent from my Galaxy -",
                "(Sent from Yahoo Mail)",
                "<Sent via Outlook>",
                "*Sent with Proton Mail.*",
                "Sent by K-9",
                "Sent from my Pixel",
                "Enviado desde mi Pixel",
                "written from mobile",
                "Von meinem iPhone gesendet",
                "Mit dem Handy gesendet",
                "MeiniPhoneから送信",
                "Get Outlook for iOS",
                "Sent from xiphone9",
                "Sent from xipady",
                "Sent from myandroid1",
                "Sent from outlookish"
            })
    void aTelephoneSaysThatItWroteIt(String line) {
        assertThat(WORDS.isMobileSignature(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--",
                "Sent from Hamburg",
                "It was sent from my iPhone as you see",
                "my iPhone",
                "The parcel is gesendet",
                "From my point of view it is broken.",
                "Sent by my colleague on Monday",
                "I sent it from my office",
                "from mobile to fixed"
            })
    void aPersonSaysThingsLikeThat(String line) {
        assertThat(WORDS.isMobileSignature(line)).isFalse();
    }

    @Test
    void aTelephoneIsBrief() {
        String line = "sent from my iphone ";
        assertThat(WORDS.isMobileSignature(line + "x".repeat(90 - line.length())))
                .isTrue();
        assertThat(WORDS.isMobileSignature(line + "x".repeat(91 - line.length())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann wrote", "wrote", "ann a écrit", "ann写道", "アンのメール", "ann님이 작성", "x. wrote back"})
    void anAttributionEndsWithAVerb(String text) {
        assertThat(WORDS.endsWithWrote(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann rewrote", "ann wrote it", "", "wrot", "annnapisał"})
    void aVerbIsAWordOfItsOwn(String text) {
        assertThat(WORDS.endsWithWrote(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "on, true",
        "am, true",
        "onto, false",
        "amt, false",
        "在2026, true",
        "写2026, false",
        "ב2, true",
        "x, false"
    })
    void anAttributionBeginsWithAWordOrWithAScriptThatHasNoBlanks(String word, boolean begins) {
        assertThat(WORDS.isBeginning(word)).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({"Fwd: x, true", "'  FW: x', true", "WG:x, true", "Re: Fwd: x, false", "Forward, false", "'', false"})
    void aSubjectSaysThatAMailIsPassedOn(String subject, boolean passedOn) {
        assertThat(WORDS.isForwardSubject(subject)).isEqualTo(passedOn);
    }

    @ParameterizedTest
    @CsvSource({"--a-b--, a-b", "----, ''", "'', ''", "a, a", "-a, a", "a-, a"})
    void trimsBothEnds(String text, String trimmed) {
        assertThat(QuoteWords.trimmed(text, "-")).isEqualTo(trimmed);
    }

    @ParameterizedTest
    @CsvSource({
        "'On Monday', 40, On",
        "'  (On) Monday', 40, On",
        "d. 2, 40, d.",
        "K-9 Mail, 40, K-9",
        "Monday, 3, Mon",
        "'   Mon', 3, ''",
        "'   Mon', 4, M",
        "'...', 40, ...",
        "'', 40, ''"
    })
    void findsTheFirstWord(String text, int most, String word) {
        assertThat(QuoteWords.firstWord(text, most)).isEqualTo(word);
    }

    @Test
    void cutsATextIntoWords() {
        assertThat(QuoteWords.wordsOf("(On 2. Mar, Ann K-9 wrote)"))
                .containsExactly("On", "2.", "Mar", "Ann", "K-9", "wrote");
        assertThat(QuoteWords.wordsOf("")).isEmpty();
        assertThat(QuoteWords.wordsOf(" , ")).isEmpty();
        assertThat(QuoteWords.wordsOf("a")).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({"from, true, false", "von, true, false", "sent, false, true", "betreff, false, true", "x, false, false"
    })
    void knowsTheLabelsOfHeaders(String label, boolean from, boolean other) {
        assertThat(WORDS.isFromLabel(label)).isEqualTo(from);
        assertThat(WORDS.isOtherLabel(label)).isEqualTo(other);
    }
}
