package io.embedesk.replies;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.BEN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AccessDeniedException;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.Ticket;
import io.embedesk.TicketNotFoundException;
import io.embedesk.testing.Policies;
import io.embedesk.testing.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedRepliesTest {
    private final Scenario scenario = new Scenario();
    private final SavedReplies replies = scenario.desk().savedReplies();

    @Nested
    class Keep {
        @Test
        void keepsReplacesListsAndForgets() {
            SavedReply hello = replies.save(ANN, SavedReply.of(" hello ", "Hi {{contact.name|there}},\nthanks!"));
            SavedReply bye = replies.save(BEN, SavedReply.of("Bye", "Bye."));
            assertThat(hello.title()).isEqualTo("hello");
            assertThat(replies.list(ANN)).containsExactly(bye, hello);
            SavedReply changed = replies.save(ANN, hello.text("Hello!"));
            assertThat(replies.find(BEN, hello.id())).contains(changed);
            replies.delete(ANN, bye.id());
            replies.delete(ANN, bye.id());
            assertThat(replies.list(ANN)).containsExactly(changed);
        }

        @Test
        void namesEverythingThatIsWrong() {
            assertThatThrownBy(() -> replies.save(ANN, SavedReply.of("two\nlines", "Hi {{contact name}} {{x")))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.violations())
                                    .extracting(InvalidInputException.Violation::field)
                                    .containsExactly("title", "text", "text"))
                    .hasMessageContaining("{{contact name")
                    .hasMessageContaining("{{x");
            assertThat(replies.list(ANN)).isEmpty();
        }

        @Test
        void asksThePolicyWhoMayEdit() {
            Scenario guarded = new Scenario(options -> options.access(Policies.nothingOnTheDesk()));
            SavedReplies there = guarded.desk().savedReplies();
            SavedReply reply = SavedReply.of("a", "b");
            assertThatThrownBy(() -> there.save(ANN, reply)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> there.delete(ANN, reply.id())).isInstanceOf(AccessDeniedException.class);
            assertThat(there.list(ANN)).isEmpty();
        }
    }

    @Nested
    class Fill {
        @Test
        void putsATicketsValuesIn() {
            Ticket ticket = scenario.tickets()
                    .open(ANN, NewTicket.subject("Printer").contact(CARLA).contactName("Carla"));
            Map<String, String> values = replies.values(ANN, ticket.id());
            values.put("agent.name", "Ann");
            SavedReply reply = SavedReply.of(
                    "t",
                    "Hi {{ contact.name }} <{{contact.email}}>, #{{ticket.number}} {{ticket.subject}}. {{agent.name}}");
            assertThat(reply.fill(TextContext.TEXT, values))
                    .isEqualTo("Hi Carla <" + CARLA + ">, #" + ticket.number() + " Printer. Ann");
        }

        @Test
        void saysWhatStandsForAMissingValue() {
            SavedReply reply = SavedReply.of("t", "Hi {{contact.name|there}}{{contact.email}}!");
            assertThat(reply.fill(TextContext.TEXT, Map.of())).isEqualTo("Hi there!");
            assertThat(reply.fill(TextContext.TEXT, Map.of("contact.name", " ")))
                    .isEqualTo("Hi there!");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "${7*7}",
                    "#{7*7}",
                    "{{7*7}}",
                    "{{contact.email}}",
                    "<%=7*7%>",
                    "[[${7*7}]]",
                    "%0d%0aBcc: x",
                    "{{",
                    "}}",
                    "$1\\1"
                })
        void neverReadsAValueAsAPlaceholder(String value) {
            Map<String, String> values = Map.of("contact.name", value, "contact.email", "secret");
            assertThat(SavedReply.of("t", "a {{contact.name}} b").fill(TextContext.TEXT, values))
                    .isEqualTo("a " + value + " b");
        }

        @Test
        void escapesForItsContext() {
            Map<String, String> values = Map.of("contact.name", "<b onclick='x'>\"&\r\nBcc: evil\u0000");
            SavedReply reply = SavedReply.of("t", "<p>{{contact.name}}</p>");
            assertThat(reply.fill(TextContext.HTML, values))
                    .isEqualTo("<p>&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;<br>\nBcc: evil</p>");
            assertThat(reply.fill(TextContext.HEADER, values)).isEqualTo("<p><b onclick='x'>\"& Bcc: evil</p>");
            assertThat(reply.fill(TextContext.TEXT, values)).isEqualTo("<p><b onclick='x'>\"&\nBcc: evil</p>");
        }

        @Test
        void givesNoValuesOfATicketThatTheActorMayNotSee() {
            Scenario guarded = new Scenario(options -> options.access(io.embedesk.spi.AccessPolicy.ownAndUnassigned()));
            Ticket bens = guarded.tickets().open(BEN, NewTicket.subject("Ben's").assignee("ben"));
            assertThatThrownBy(() -> guarded.desk().savedReplies().values(ANN, bens.id()))
                    .isInstanceOf(TicketNotFoundException.class);
        }
    }

    @Test
    void belongsToItsWorkspace() {
        replies.save(ANN, SavedReply.of("mine", "x"));
        Scenario other = new Scenario();
        assertThat(other.desk().savedReplies().list(ANN)).isEqualTo(List.of());
    }
}
