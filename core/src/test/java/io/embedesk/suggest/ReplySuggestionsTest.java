package io.embedesk.suggest;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.BEN;
import static io.embedesk.testing.Scenario.CARLA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Content;
import io.embedesk.NoteDraft;
import io.embedesk.RateLimitedException;
import io.embedesk.ReplyDraft;
import io.embedesk.Ticket;
import io.embedesk.TicketNotFoundException;
import io.embedesk.Upload;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.suggest.ContextMessage.Author;
import io.embedesk.suggest.ContextSource.Visibility;
import io.embedesk.suggest.ReplySuggester.SuggestionRun;
import io.embedesk.suggest.ReplySuggester.SuggestionSink;
import io.embedesk.suggest.SuggestionOutcome.Suggested;
import io.embedesk.suggest.SuggestionOutcome.Warning;
import io.embedesk.testing.HostileMails;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplySuggestionsTest {
    private final Scenario scenario = new Scenario();
    private final Ticket ticket = scenario.open("Printer");
    private final Scripted model = new Scripted();
    private final List<String> streamed = new ArrayList<>();

    /** A model that does what the test says, when the test says it. */
    private static final class Scripted implements ReplySuggester {
        private final List<SuggestionRequest> requests = new ArrayList<>();
        private final List<SuggestionSink> sinks = new ArrayList<>();
        private final AtomicInteger cancelled = new AtomicInteger();

        @Override
        public SuggestionRun suggest(SuggestionRequest request, SuggestionSink sink) {
            requests.add(request);
            sinks.add(sink);
            return cancelled::incrementAndGet;
        }

        SuggestionRequest request() {
            return requests.get(requests.size() - 1);
        }

        SuggestionSink sink() {
            return sinks.get(sinks.size() - 1);
        }
    }

    private ReplySuggestions suggestions() {
        return ReplySuggestions.builder(scenario.desk(), model).build();
    }

    private Suggestion suggest(SuggestionOptions options) {
        return suggestions().suggest(ANN, ticket.id(), options, streamed::add);
    }

    private static SuggestionOutcome outcome(Suggestion suggestion) {
        try {
            return suggestion.outcome().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Suggested said(String text) {
        Suggestion suggestion = suggest(SuggestionOptions.DEFAULT);
        model.sink().done(SuggestedAnswer.of(text));
        return (Suggested) outcome(suggestion);
    }

    private void customerWrites(String text) {
        scenario.receive(Messages.from(CARLA)
                .id("m" + text.hashCode() + "@customer.example")
                .to(scenario.replyAddress(ticket))
                .text(text));
    }

    @Nested
    class Reads {
        @Test
        void whatTheCustomerMayReadAndNothingElse() {
            customerWrites("It does not print\n-- \nCarla, CEO");
            scenario.receive(Messages.from("mallory@evil.example")
                    .id("2@evil.example")
                    .to(scenario.replyAddress(ticket))
                    .text("canary held"));
            scenario.tickets().note(ANN, ticket.id(), NoteDraft.text("canary note"));
            var withdrawn = scenario.tickets().reply(ANN, ticket.id(), ReplyDraft.text("canary withdrawn"));
            scenario.tickets().cancelEmail(ANN, ticket.id(), withdrawn.entry().id());
            scenario.reply(ticket, "Is it on?");
            suggest(SuggestionOptions.DEFAULT.instruction("be kind").draft("Dear"));
            SuggestionRequest request = model.request();
            assertThat(request.messages())
                    .extracting(ContextMessage::author, ContextMessage::text)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Author.CUSTOMER, "It does not print"),
                            org.assertj.core.groups.Tuple.tuple(Author.AGENT, "Is it on?"));
            assertThat(request.prompt().user()).doesNotContain("canary").contains("be kind", "Dear", "Printer");
            assertThat(request.prompt().system()).contains(request.boundary()).doesNotContain("{");
        }

        @Test
        void notesOnlyWhenAsked() {
            scenario.tickets().note(ANN, ticket.id(), NoteDraft.text("He is a friend"));
            suggest(SuggestionOptions.DEFAULT.withNotes());
            assertThat(model.request().messages())
                    .extracting(ContextMessage::author)
                    .containsExactly(Author.NOTE);
        }

        @Test
        void namesOfFilesButNotTheirBytes() {
            scenario.receive(Messages.from(CARLA)
                    .to(scenario.replyAddress(ticket))
                    .text("See")
                    .attach(Upload.of("list.txt", "text/plain", Content.of("canary".getBytes(UTF_8)))));
            suggest(SuggestionOptions.DEFAULT);
            assertThat(model.request().messages().get(0).files()).containsExactly("list.txt");
            assertThat(model.request().prompt().user()).doesNotContain("canary");
        }

        @Test
        void theFirstMessageAndTheNewestWhenThereIsTooMuch() {
            for (int i = 0; i < 20; i++) {
                customerWrites("message " + i + " " + "x".repeat(90));
            }
            ReplySuggestions small = ReplySuggestions.builder(scenario.desk(), model)
                    .lengths(350, 1_000)
                    .build();
            Suggestion suggestion = small.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
            List<ContextMessage> messages = model.request().messages();
            assertThat(messages.get(0).at()).isEqualTo(messages.get(1).at());
            assertThat(messages.get(messages.size() - 1).text()).startsWith("message 19");
            assertThat(messages).hasSizeBetween(4, 6);
            model.sink().done(SuggestedAnswer.of("Hello"));
            assertThat(((Suggested) outcome(suggestion)).warnings()).contains(Warning.CONTEXT_SHORTENED);
        }

        @Test
        void noTicketThatTheAgentMayNotSee() {
            Scenario guarded = new Scenario(options -> options.access(AccessPolicy.ownAndUnassigned()));
            Ticket own = guarded.open("Printer");
            guarded.tickets().reply(ANN, own.id(), ReplyDraft.text("Mine"));
            assertThatThrownBy(() -> ReplySuggestions.builder(guarded.desk(), model)
                            .build()
                            .suggest(BEN, own.id(), SuggestionOptions.DEFAULT, streamed::add))
                    .isInstanceOf(TicketNotFoundException.class);
            assertThat(model.requests).isEmpty();
        }
    }

    @Nested
    class Hides {
        @Test
        void whatAModelNeedNotKnowAndPutsItBack() {
            customerWrites("I am carla@home.example, call +49 (0)30 1234-5678. Card 4111 1111 1111 1111,"
                    + " account DE89 3704 0044 0532 0130 00, key sk-abcdefghij0123456789. Again: carla@home.example");
            Suggestion suggestion = suggest(SuggestionOptions.DEFAULT);
            String read = model.request().messages().get(0).text();
            assertThat(read)
                    .isEqualTo("I am [EMAIL_1], call [PHONE_1]. Card [CARD_1],"
                            + " account [IBAN_1], key [SECRET_1]. Again: [EMAIL_1]");
            model.sink().done(SuggestedAnswer.of("We will call [PHONE_1] or write to [EMAIL_1], not [EMAIL_2]."));
            Suggested suggested = (Suggested) outcome(suggestion);
            assertThat(suggested.text())
                    .isEqualTo("We will call +49 (0)30 1234-5678 or write to carla@home.example, not .");
            assertThat(suggested.warnings()).contains(Warning.REDACTED);
        }

        @Test
        void noOrdinaryNumberOrWord() {
            String text = "Order 1234567 of 2026-03-01, 12:30, version 17.0.15+6, #1042, 4111 1111 1111 1112,"
                    + " see https://acme.example/help/printing-from-your-telephone or e.g. etc.";
            assertThat(Redactor.standard().redact(text, new Redactions())).isEqualTo(text);
        }

        @Test
        void nothingTwiceSlowlyWhenTheTextIsTwiceAsLong() {
            for (String worst : List.of("a@", "1 ", "+1", "DE12 ", "A", "(", "x.")) {
                String text = worst.repeat(200_000);
                assertThat(Redactor.standard().redact(text, new Redactions())).isNotNull();
            }
        }
    }

    @Nested
    class Guards {
        @Test
        void linksThatTheDeskNeverSent() {
            scenario.reply(ticket, "See https://acme.example/help.");
            Suggested suggested = said("See https://acme.example/help or https://acme.example/other, www.acme.example");
            assertThat(suggested.text())
                    .isEqualTo("See https://acme.example/help or https[:]//acme.example/other, www[.]acme.example");
            assertThat(suggested.warnings()).containsExactly(Warning.UNKNOWN_LINK);
        }

        @Test
        void linksOfCustomersAndOfInternalSources() {
            customerWrites("I was at https://customer.example/page");
            Suggestion suggestion = suggest(SuggestionOptions.DEFAULT.sources(List.of(
                    new ContextSource("p", "Public", "https://acme.example/public", Visibility.PUBLIC),
                    new ContextSource("i", "Internal", "https://acme.example/internal", Visibility.INTERNAL))));
            model.sink()
                    .done(new SuggestedAnswer(
                            "https://customer.example/page https://acme.example/public https://acme.example/internal",
                            List.of("p", "unknown")));
            Suggested suggested = (Suggested) outcome(suggestion);
            assertThat(suggested.text())
                    .isEqualTo("https[:]//customer.example/page https://acme.example/public"
                            + " https[:]//acme.example/internal");
            assertThat(suggested.sources()).extracting(ContextSource::id).containsExactly("p");
        }

        @Test
        void whatOnlyTheStaffMayRead() {
            String secret = "The customer has a court case against us, so admit nothing at all";
            scenario.tickets().note(ANN, ticket.id(), NoteDraft.text(secret));
            Suggestion suggestion = suggest(SuggestionOptions.DEFAULT.withNotes());
            model.sink()
                    .done(SuggestedAnswer.of("Hello!\nBy the way: the customer has a COURT CASE, against us so admit"
                            + " nothing at all.\nBye"));
            Suggested suggested = (Suggested) outcome(suggestion);
            assertThat(suggested.text()).isEqualTo("Hello!\n\nBye");
            assertThat(suggested.warnings()).contains(Warning.INTERNAL_TEXT_REMOVED);
            Suggestion spread = suggest(SuggestionOptions.DEFAULT.withNotes());
            model.sink().done(SuggestedAnswer.of(secret.replace(" ", "\n")));
            assertThat(outcome(spread)).isInstanceOf(SuggestionOutcome.Declined.class);
        }

        @Test
        void whatIsTooLong() {
            Suggested suggested = said("x".repeat(ReplySuggestions.MOST_CHARS + 1));
            assertThat(suggested.text()).hasSize(ReplySuggestions.MOST_CHARS);
            assertThat(suggested.warnings()).containsExactly(Warning.SHORTENED);
        }

        @Test
        void whatIsStreamedAsMuchAsWhatIsSaid() {
            Suggestion suggestion = suggest(SuggestionOptions.DEFAULT);
            for (String delta : List.of("Hel", "lo\nSee ![x](https://ev", "il.example/?q)", " now\nBy", "e")) {
                model.sink().delta(delta);
            }
            assertThat(String.join("", streamed)).isEqualTo("Hello\nSee  now\n");
            model.sink().done(SuggestedAnswer.of("Hello\nSee ![x](https://evil.example/?q) now\nBye"));
            assertThat(((Suggested) outcome(suggestion)).text()).isEqualTo("Hello\nSee  now\nBye");
            model.sink().delta("late\n");
            assertThat(streamed).hasSize(2);
        }
    }

    @Nested
    class Ends {
        @Test
        void whenThereIsNothingGoodToSay() {
            Suggestion one = suggest(SuggestionOptions.DEFAULT);
            model.sink().declined("No article says so");
            assertThat(outcome(one)).isEqualTo(new SuggestionOutcome.Declined("No article says so"));
            Suggestion other = suggest(SuggestionOptions.DEFAULT);
            model.sink().done(SuggestedAnswer.of("DECLINE: nothing known"));
            assertThat(outcome(other)).isEqualTo(new SuggestionOutcome.Declined("nothing known"));
        }

        @Test
        void whenNothingComesInTime() {
            ReplySuggestions hasty = ReplySuggestions.builder(scenario.desk(), model)
                    .waiting(Duration.ofMillis(20), Duration.ofSeconds(5))
                    .build();
            Suggestion silent = hasty.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
            assertThat(outcome(silent)).isEqualTo(new SuggestionOutcome.TimedOut());
            assertThat(model.cancelled).hasValue(1);
            model.sink().done(SuggestedAnswer.of("late"));
            assertThat(outcome(silent)).isEqualTo(new SuggestionOutcome.TimedOut());
        }

        @Test
        void whenItNeverComesToAnEnd() {
            ReplySuggestions hasty = ReplySuggestions.builder(scenario.desk(), model)
                    .waiting(Duration.ofMillis(50), Duration.ofMillis(200))
                    .build();
            Suggestion endless = hasty.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
            model.sink().delta("and\nand\n");
            assertThat(outcome(endless)).isEqualTo(new SuggestionOutcome.TimedOut());
            assertThat(streamed).isNotEmpty();
        }

        @Test
        void whenTheAgentStopsItOrAsksAgain() {
            ReplySuggestions all = suggestions();
            Suggestion first = all.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
            Suggestion bens = all.suggest(BEN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
            Suggestion second = all.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
            assertThat(outcome(first)).isEqualTo(new SuggestionOutcome.Cancelled());
            second.cancel();
            second.cancel();
            assertThat(outcome(second)).isEqualTo(new SuggestionOutcome.Cancelled());
            assertThat(model.cancelled).hasValue(2);
            assertThat(bens.outcome().toCompletableFuture()).isNotDone();
        }

        @Test
        void whenTheModelBreaks() {
            ReplySuggestions broken = ReplySuggestions.builder(scenario.desk(), (request, sink) -> {
                        throw new IllegalStateException("canary");
                    })
                    .build();
            assertThat(outcome(broken.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add)))
                    .isInstanceOfSatisfying(
                            SuggestionOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).doesNotContain("canary"));
        }

        @Test
        void whenAModelThatMakesOneWaitHasAnswered() {
            ReplySuggestions waiting = ReplySuggestions.builder(
                            scenario.desk(),
                            ReplySuggester.blocking(
                                    request -> SuggestedAnswer.of("To " + request.subject()), Runnable::run))
                    .build();
            assertThat(outcome(waiting.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add)))
                    .isInstanceOfSatisfying(
                            Suggested.class, it -> assertThat(it.text()).isEqualTo("To Printer"));
        }

        @Test
        void whenOneAgentAsksAllTheTime() {
            ReplySuggestions all = suggestions();
            for (int i = 0; i < ReplySuggestions.MOST_A_MINUTE; i++) {
                all.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
            }
            assertThatThrownBy(() -> all.suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add))
                    .isInstanceOf(RateLimitedException.class);
            all.suggest(BEN, ticket.id(), SuggestionOptions.DEFAULT, streamed::add);
        }
    }

    @Test
    void neverSendsAndNeverChangesATicket() {
        int events = scenario.heard().size();
        said("We have refunded everything. Ticket closed.");
        assertThat(scenario.now(ticket)).isEqualTo(ticket);
        assertThat(scenario.heard()).hasSize(events);
        assertThat(scenario.send()).isZero();
    }

    /** With a model that repeats all it reads, and one that says what the attacker wishes. */
    @ParameterizedTest
    @MethodSource("io.embedesk.testing.HostileMails#all")
    void letsNothingComeOfAHostileMail(HostileMails.Mail mail) {
        String secret = "internal: the discount code of this quarter is never told to anybody";
        scenario.tickets().note(ANN, ticket.id(), NoteDraft.text(secret));
        Ticket hostile = scenario.now(scenario.receive(Messages.from("mallory@evil.example")
                        .id(mail.name().replace(' ', '-') + "@evil.example")
                        .subject(mail.subject())
                        .text(mail.text())
                        .attach(Upload.of(mail.fileName(), "text/plain", Content.of(new byte[] {65}))))
                .ticketId()
                .orElseThrow());
        scenario.tickets().note(ANN, hostile.id(), NoteDraft.text(secret));
        for (boolean echo : new boolean[] {true, false}) {
            Suggestion suggestion =
                    suggestions().suggest(ANN, hostile.id(), SuggestionOptions.DEFAULT.withNotes(), streamed::add);
            String read = model.request().prompt().user();
            String said = echo ? read : mail.wish() + "\n" + secret;
            assertThat(invisible(read)).as("invisible characters that are read").isEmpty();
            assertThat(read.split(java.util.regex.Pattern.quote(model.request().boundary()), -1))
                    .as("each text between two boundaries")
                    .hasSize(1 + 2 * (1 + model.request().messages().size()));
            model.sink().delta(said + "\n");
            model.sink().done(SuggestedAnswer.of(said));
            String shown = String.join("", streamed);
            if (outcome(suggestion) instanceof Suggested suggested) {
                shown += suggested.text();
            }
            assertThat(shown)
                    .doesNotContain("://")
                    .doesNotContain("![")
                    .doesNotContain("<img")
                    .doesNotContain("<script")
                    .doesNotContain("www.")
                    .doesNotContain("discount code of this quarter")
                    .doesNotContain("[EMAIL_99]");
            assertThat(invisible(shown))
                    .as("invisible characters that are shown")
                    .isEmpty();
            assertThat(shown.length()).isLessThanOrEqualTo(2 * ReplySuggestions.MOST_CHARS + 2);
            streamed.clear();
        }
        assertThat(scenario.send()).isZero();
    }

    /** Zero-width, direction and tag characters, and controls; joiners belong to words of some languages. */
    private static List<Integer> invisible(String text) {
        return text.codePoints()
                .filter(c -> Character.getType(c) == Character.FORMAT && c != 0x200c && c != 0x200d
                        || c >= 0xe0000 && c <= 0xe0fff
                        || Character.isISOControl(c) && c != '\n' && c != '\t')
                .boxed()
                .toList();
    }

    @Test
    void thePackIsLargeAndEachMailIsItsOwn() {
        assertThat(HostileMails.all()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(HostileMails.all()).extracting(HostileMails.Mail::name).doesNotHaveDuplicates();
    }

    @Test
    void saysTheLanguageThatIsWanted() {
        suggest(SuggestionOptions.DEFAULT.locale(Locale.GERMAN).tone(SuggestionOptions.Tone.FORMAL));
        assertThat(model.request().prompt().system()).contains("in German", "Tone: formal");
    }
}
