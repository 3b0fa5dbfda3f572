package io.embedesk;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.portal.PortalAnswer;
import io.embedesk.portal.PortalDraft;
import io.embedesk.privacy.Erasure;
import io.embedesk.privacy.RetentionRule;
import io.embedesk.replies.SavedReply;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.AccessPolicy.DeskAction;
import io.embedesk.suggest.ReplySuggestions;
import io.embedesk.suggest.SuggestedAnswer;
import io.embedesk.suggest.SuggestionOptions;
import io.embedesk.testing.Scenario;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may call what. Each public method that names an actor has a row here, or the build stops; each row is tried by somebody
 * who may do everything, by somebody who may only look, and by somebody for whom there is no such ticket.
 */
class AccessMatrixTest {
    private static final Actor.Staff CHIEF = Actor.agent("chief");
    private static final Actor.Staff VIEWER = Actor.agent("viewer");
    private static final Actor.Staff STRANGER = Actor.agent("stranger");
    private static final Actor.Customer CUSTOMER = Actor.customer(EmailAddress.of(Scenario.CARLA));
    private static final Actor.Customer OTHER = Actor.customer(EmailAddress.of("mallory@evil.example"));
    private static final Actor.System NIGHTLY = Actor.system("nightly");

    /** What a method asks of whoever calls it. */
    private enum Needs {
        /** A ticket that the caller may see, and nothing more. */
        TO_SEE,
        /** The same, and an action on it that the policy permits. */
        TO_ACT,
        /** Something on the desk as a whole that the policy permits. */
        THE_DESK,
        /** To be of the staff. */
        STAFF,
        /** To be a customer, and the ticket's. */
        OWN_TICKET,
        /** To be the host itself. */
        HOST
    }

    private interface Call<A> {
        Object as(A actor, Fixture on) throws Exception;
    }

    private record Row(Needs needs, Call<Actor.Staff> staff, Call<Actor.Customer> customer) {
        static Row staff(Needs needs, Call<Actor.Staff> call) {
            return new Row(needs, call, (actor, on) -> true);
        }

        static Row own(Call<Actor.Customer> call) {
            return new Row(Needs.OWN_TICKET, (actor, on) -> true, call);
        }
    }

    /** A ticket with everything that a call can be about. */
    private static final class Fixture {
        final Scenario scenario = new Scenario(options -> options.access(new ThreeAgents()));
        final TicketService tickets = scenario.tickets();
        final Ticket ticket = open("Printer");
        final Ticket other = open("Other");
        final AgentReply reply =
                tickets.reply(CHIEF, ticket.id(), ReplyDraft.text("Hello")).entry();
        final CustomerPortal portal = CustomerPortal.of(scenario.desk());
        TicketId about = ticket.id();

        private Ticket open(String subject) {
            return tickets.open(CHIEF, NewTicket.subject(subject).contact(Scenario.CARLA));
        }
    }

    private static final class ThreeAgents implements AccessPolicy {
        @Override
        public boolean permits(Actor.Staff actor, Action action, Ticket ticket) {
            return actor.equals(CHIEF) || actor.equals(VIEWER) && action == Action.VIEW;
        }

        @Override
        public boolean permits(Actor.Staff actor, DeskAction action) {
            return actor.equals(CHIEF);
        }

        @Override
        public TicketFilter visible(Actor.Staff actor) {
            return actor.equals(STRANGER) ? TicketFilter.ALL.assignee("nobody at all") : TicketFilter.ALL;
        }
    }

    private static final Mailbox DORA = Mailbox.of(EmailAddress.of("dora@customer.example"));

    private static final Map<String, Row> TABLE = Map.ofEntries(
            entry(
                    "TicketService.open(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.open(a, NewTicket.subject("x")))),
            entry("TicketService.find(Staff)", Row.staff(Needs.TO_SEE, (a, f) -> f.tickets.find(a, f.about))),
            entry("TicketService.thread(Staff)", Row.staff(Needs.TO_SEE, (a, f) -> f.tickets.thread(a, f.about))),
            entry("TicketService.history(Staff)", Row.staff(Needs.TO_SEE, (a, f) -> f.tickets.history(a, f.about))),
            entry(
                    "TicketService.list(Staff)",
                    Row.staff(
                            Needs.TO_SEE,
                            (a, f) -> f.about.equals(f.ticket.id())
                                    ? f.tickets.list(a, TicketQuery.of(TicketFilter.ALL)).tickets().stream()
                                            .findFirst()
                                    : Optional.empty())),
            entry(
                    "TicketService.counts(Staff)",
                    Row.staff(
                            Needs.TO_SEE,
                            (a, f) -> f.about.equals(f.ticket.id())
                                            && f.tickets
                                                            .counts(a, TicketFilter.ALL)
                                                            .all()
                                                    > 0
                                    ? Optional.of(a)
                                    : Optional.empty())),
            entry(
                    "TicketService.attachment(Staff)",
                    Row.staff(
                            Needs.TO_SEE,
                            (a, f) -> List.of(f.tickets.attachment(
                                    a,
                                    f.about,
                                    AttachmentId.mint(f.scenario.clock().instant()))))),
            entry(
                    "TicketService.reply(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.reply(a, f.about, ReplyDraft.text("x")))),
            entry(
                    "TicketService.note(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.note(a, f.about, NoteDraft.text("x")))),
            entry(
                    "TicketService.change(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.change(a, f.about, TicketChange.addTags("x")))),
            entry("TicketService.changeAll(Staff)", Row.staff(Needs.TO_ACT, (a, f) -> {
                BulkResult result = f.tickets
                        .changeAll(a, List.of(f.about), TicketChange.addTags("x"))
                        .get(f.about);
                if (result instanceof BulkResult.Refused refused) {
                    throw refused.reason();
                }
                return f;
            })),
            entry(
                    "TicketService.cancelEmail(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.cancelEmail(a, f.about, f.reply.id()))),
            entry(
                    "TicketService.retryEmail(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.retryEmail(a, f.about, f.reply.id()))),
            entry(
                    "TicketService.acceptSender(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.acceptSender(a, f.about, DORA))),
            entry(
                    "TicketService.refuseSender(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.refuseSender(a, f.about, DORA))),
            entry(
                    "TicketService.merge(Staff)",
                    Row.staff(Needs.TO_ACT, (a, f) -> f.tickets.merge(a, f.about, f.other.id()))),
            entry("TicketService.unmerge(Staff)", Row.staff(Needs.TO_ACT, (a, f) -> {
                f.tickets.merge(CHIEF, f.ticket.id(), f.other.id());
                return f.tickets.unmerge(a, f.about);
            })),
            entry(
                    "TicketService.split(Staff)",
                    Row.staff(
                            Needs.TO_ACT, (a, f) -> f.tickets.split(a, f.about, f.reply.id(), NewTicket.subject("x")))),
            entry("TicketService.delete(Staff)", Row.staff(Needs.TO_ACT, (a, f) -> {
                f.tickets.delete(a, f.about);
                if (f.tickets.find(CHIEF, f.ticket.id()).isPresent()) {
                    throw new TicketNotFoundException(f.about);
                }
                return f;
            })),
            entry(
                    "SavedReplies.save(Staff)",
                    Row.staff(
                            Needs.THE_DESK,
                            (a, f) -> f.scenario.desk().savedReplies().save(a, SavedReply.of("x", "y")))),
            entry("SavedReplies.delete(Staff)", Row.staff(Needs.THE_DESK, (a, f) -> {
                f.scenario.desk().savedReplies().delete(a, "x");
                return f;
            })),
            entry(
                    "SavedReplies.list(Staff)",
                    Row.staff(
                            Needs.STAFF,
                            (a, f) -> f.scenario.desk().savedReplies().list(a))),
            entry(
                    "SavedReplies.find(Staff)",
                    Row.staff(
                            Needs.STAFF,
                            (a, f) -> List.of(f.scenario.desk().savedReplies().find(a, "x")))),
            entry(
                    "SavedReplies.values(Staff)",
                    Row.staff(
                            Needs.TO_SEE,
                            (a, f) -> f.scenario.desk().savedReplies().values(a, f.about))),
            entry("Privacy.export(Staff)", Row.staff(Needs.THE_DESK, (a, f) -> {
                f.scenario.desk().privacy().export(a, CUSTOMER.email(), thread -> {});
                return f;
            })),
            entry(
                    "Privacy.erase(Staff)",
                    Row.staff(
                            Needs.THE_DESK,
                            (a, f) -> f.scenario.desk().privacy().erase(a, CUSTOMER.email(), Erasure.DELETE))),
            entry(
                    "Privacy.retain(System)",
                    Row.staff(
                            Needs.HOST,
                            (a, f) -> f.scenario
                                    .desk()
                                    .privacy()
                                    .retain(
                                            NIGHTLY,
                                            new RetentionRule(
                                                    Set.of(Status.CLOSED), Duration.ofDays(9), Erasure.DELETE),
                                            1))),
            entry(
                    "Privacy.expire(System)",
                    Row.staff(Needs.HOST, (a, f) -> f.scenario.desk().privacy().expire(NIGHTLY, Duration.ofDays(9)))),
            entry(
                    "Privacy.sweepFiles(System)",
                    Row.staff(Needs.HOST, (a, f) -> f.scenario.desk().privacy().sweepFiles(NIGHTLY))),
            entry(
                    "DeskHealth.check(Staff)",
                    Row.staff(
                            Needs.THE_DESK, (a, f) -> f.scenario.desk().health().check(a))),
            entry(
                    "DeskHealth.check(System)",
                    Row.staff(Needs.HOST, (a, f) -> f.scenario.desk().health().check(NIGHTLY))),
            entry(
                    "ReplySuggestions.suggest(Staff)",
                    Row.staff(
                            Needs.TO_SEE,
                            (a, f) -> ReplySuggestions.builder(f.scenario.desk(), (request, sink) -> {
                                        sink.done(SuggestedAnswer.of("x"));
                                        return () -> {};
                                    })
                                    .build()
                                    .suggest(a, f.about, SuggestionOptions.DEFAULT, words -> {}))),
            entry("CustomerPortal.list(Customer)", Row.own((a, f) -> {
                if (f.portal.list(a, null).tickets().isEmpty()) {
                    throw new TicketNotFoundException(f.about);
                }
                return f;
            })),
            entry("CustomerPortal.thread(Customer)", Row.own((a, f) -> f.portal.thread(a, f.about))),
            entry(
                    "CustomerPortal.open(Customer)",
                    Row.own((a, f) -> f.portal.open(a, PortalDraft.of("x", "y").id(f.about)))),
            entry(
                    "CustomerPortal.answer(Customer)",
                    Row.own((a, f) -> f.portal.answer(a, f.about, PortalAnswer.text("x")))),
            entry(
                    "CustomerPortal.attachment(Customer)",
                    Row.own((a, f) -> f.portal.attachment(
                            a, f.about, AttachmentId.mint(f.scenario.clock().instant())))));

    /** The public methods of exported packages that name an actor; ports and events are told of one, and do nothing for it. */
    private static Set<String> methodsThatNameAnActor() throws IOException, URISyntaxException {
        Set<String> exported = Desk.class.getModule().getDescriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .filter(name -> !name.endsWith(".spi") && !name.endsWith(".event"))
                .collect(Collectors.toSet());
        assertThat(exported).contains("io.embedesk", "io.embedesk.portal", "io.embedesk.suggest");
        Path classes = Path.of(
                Desk.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - 6))
                    .filter(name -> name.contains(".") && exported.contains(name.substring(0, name.lastIndexOf('.'))))
                    .map(AccessMatrixTest::load)
                    .filter(type -> Modifier.isPublic(type.getModifiers()) && !type.isRecord())
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .flatMap(method -> row(method).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Desk.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Optional<String> row(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .filter(Actor.class::isAssignableFrom)
                .findFirst()
                .map(actor -> method.getDeclaringClass().getSimpleName() + "." + method.getName() + "("
                        + actor.getSimpleName() + ")");
    }

    @Test
    void everyMethodThatNamesAnActorHasARowAndEveryRowAMethod() throws Exception {
        Set<String> methods = methodsThatNameAnActor();
        methods.removeIf(name -> name.startsWith("AccessDeniedException."));
        assertThat(methods).isEqualTo(new TreeSet<>(TABLE.keySet()));
    }

    @TestFactory
    Stream<DynamicTest> everyRowHolds() {
        return TABLE.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> check(row.getKey(), row.getValue())));
    }

    private static void check(String name, Row row) {
        switch (row.needs()) {
            case TO_SEE -> {
                assertPermitted(row, CHIEF);
                assertPermitted(row, VIEWER);
                assertUnseen(row, STRANGER, false);
                assertUnseen(row, CHIEF, true);
            }
            case TO_ACT -> {
                assertPermitted(row, CHIEF);
                assertThatThrownBy(() -> row.staff().as(VIEWER, new Fixture()))
                        .isInstanceOf(AccessDeniedException.class);
                if (name.contains(".open(")) {
                    assertThatThrownBy(() -> row.staff().as(STRANGER, new Fixture()))
                            .isInstanceOf(AccessDeniedException.class);
                } else {
                    assertUnseen(row, STRANGER, false);
                    assertUnseen(row, CHIEF, true);
                }
            }
            case THE_DESK -> {
                assertPermitted(row, CHIEF);
                assertThatThrownBy(() -> row.staff().as(VIEWER, new Fixture()))
                        .isInstanceOf(AccessDeniedException.class);
            }
            case STAFF, HOST -> assertPermitted(row, STRANGER);
            case OWN_TICKET -> {
                assertThatCode(() -> row.customer().as(CUSTOMER, new Fixture())).doesNotThrowAnyException();
                assertThatThrownBy(() -> row.customer().as(OTHER, new Fixture()))
                        .isInstanceOf(TicketNotFoundException.class);
            }
        }
    }

    private static void assertPermitted(Row row, Actor.Staff actor) {
        assertThatCode(() -> assertThat(row.staff().as(actor, new Fixture())).isNotEqualTo(Optional.empty()))
                .doesNotThrowAnyException();
    }

    /** What one may not see looks exactly like what is not there. */
    private static void assertUnseen(Row row, Actor.Staff actor, boolean unknown) {
        Fixture fixture = new Fixture();
        if (unknown) {
            fixture.about = TicketId.mint();
        }
        try {
            assertThat(row.staff().as(actor, fixture)).isEqualTo(Optional.empty());
        } catch (Exception e) {
            assertThat(e).isInstanceOf(TicketNotFoundException.class);
        }
    }
}
