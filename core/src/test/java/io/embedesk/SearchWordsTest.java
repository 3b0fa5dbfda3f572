package io.embedesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The parcel, of Monday - is LATE! | the parcel of monday is late",
                "Café CAFÉ cafe | cafe",
                "Ångström straße | angstrom straße",
                "ﬁle № ① ２０２６ | file no 1 2026",
                "ada@example.org order_4711 | ada example org order 4711",
                "it's | it s",
                "注文 の | 注 文 の",
                "ガラス | カ ラ ス",
                "请重置my密码 | 请 重 置 my 密 码",
                "Привет Ёлка | привет елка",
                "नमस्ते दुनिया | नमस्ते दुनिया",
                "👍 ok | ok",
            })
    void wordsAreWhatOneWouldType(String text, String words) {
        assertThat(String.join(" ", SearchWords.of(text).words())).isEqualTo(words);
    }

    @Test
    void aTextWithoutAWordHasNone() {
        assertThat(SearchWords.of("… -- ?!").words()).isEmpty();
        assertThat(SearchWords.of((String) null).words()).isEmpty();
    }

    @Test
    void longWordsAreCutTheSameWayInTheTextAndInTheSearch() {
        String word = "a".repeat(60);
        assertThat(SearchWords.of(word).words()).containsExactly("a".repeat(40));
        assertThat(SearchWords.of(word + "b").words())
                .isEqualTo(SearchWords.of(word + "c").words());
    }

    @Test
    void aWordIsFoundByItsBeginningOnly() {
        SearchWords words = SearchWords.of("the invoice");
        assertThat(words.haveBeginning("inv")).isTrue();
        assertThat(words.haveBeginning("invoice")).isTrue();
        assertThat(words.haveBeginning("voice")).isFalse();
        assertThat(words.haveBeginning("invoices")).isFalse();
    }
}
