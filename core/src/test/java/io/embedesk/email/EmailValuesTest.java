package io.embedesk.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\n",
                "\r\nBcc: evil@evil.example",
                "\0",
                "\u010a",
                "\u010d",
                "\u760a",
                "\u760d",
                "\u2028",
                "\u0085"
            })
    void refusesWhatCouldEndALineOnTheWire(String evil) {
        assertThatThrownBy(() -> new EmailAddress("a" + evil + "b@customer.example"))
                .isInstanceOf(InvalidInputException.class);
        assertThat(EmailAddress.parse("a@customer" + evil + "x.example")).isEmpty();
        assertThatThrownBy(() -> new MessageId("a" + evil + "b@x.example")).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\u2028", "\u2029", "\u0085", "\u007f"})
    void keepsControlCharactersOutOfHeadersAndNames(String evil) {
        assertThatThrownBy(() -> new HeaderText("a" + evil + "b")).isInstanceOf(InvalidInputException.class);
        assertThat(HeaderText.cleaned("a" + evil + "b")).hasToString("a b");
        assertThat(new Mailbox("a" + evil + "b", EmailAddress.of("a@b.example")).name())
                .isEqualTo("a b");
    }

    @Test
    void welcomesLettersWhoseLowByteLooksLikeALineEnd() {
        assertThat(new HeaderText("不一 Ċikku")).hasToString("不一 Ċikku");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b",
                "a b@c.example",
                "a@b@c.example",
                "\"a\"@b.example",
                "a@b..example",
                "a@.b",
                ".a@b.example",
                "a.@b.example",
                "<a@b.example>",
                "a,b@c.example"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
        assertThatThrownBy(() -> EmailAddress.of(text)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void lowersTheDomainAndHidesTheRest() {
        EmailAddress address = EmailAddress.of(" Carla.C@Customer.Example ");
        assertThat(address).hasToString("Carla.C@customer.example");
        assertThat(address.masked()).isEqualTo("C***@customer.example");
        assertThat(address.sameAs(EmailAddress.of("carla.c@customer.example"))).isTrue();
        assertThat(new Mailbox("Carla", address).toString()).doesNotContain("arla");
    }

    @Test
    void readsMessageIdsLiberally() {
        assertThat(
                        MessageId.parseAll(
                                "Your message of today <a@x.example>, b@Y.example\t<c@\n z.example> <a@x.example> <bad> <> junk"))
                .extracting(MessageId::value)
                .containsExactly("a@x.example", "b@y.example", "c@z.example");
        assertThat(MessageId.parse("none")).isEmpty();
        assertThat(MessageId.parse("<a@x.example>").orElseThrow().bracketed()).isEqualTo("<a@x.example>");
        assertThat(MessageId.parseAll("<" + "x".repeat(5000) + "@y.example>")).isEmpty();
    }

    @Test
    void keepsTheFirstAndTheLatestReferences() {
        MessageId thread = new MessageId("thread@acme.example");
        List<MessageId> ancestors = new ArrayList<>(IntStream.range(0, 50)
                .mapToObj(i -> new MessageId("m" + i + "@x.example"))
                .toList());
        ThreadHeaders headers = ThreadHeaders.following(new MessageId("new@acme.example"), thread, ancestors, true);
        assertThat(headers.references()).hasSize(ThreadHeaders.MAX_REFERENCES);
        assertThat(headers.references().subList(0, 2)).containsExactly(ancestors.get(0), thread);
        assertThat(headers.references().get(19)).isEqualTo(ancestors.get(49)).isEqualTo(headers.inReplyTo());
    }
}
