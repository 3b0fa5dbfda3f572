package io.embedesk.examples.house;

import static io.embedesk.Priority.HIGH;
import static io.embedesk.Priority.URGENT;
import static io.embedesk.Status.CLOSED;
import static io.embedesk.Status.PENDING;
import static io.embedesk.Status.RESOLVED;

import io.embedesk.Acknowledgement;
import io.embedesk.Actor;
import io.embedesk.BulkResult;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.Participant;
import io.embedesk.RecurringTask;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.Secret;
import io.embedesk.StatusCounts;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketPage;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.TicketSort;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.health.HealthReport;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.Mailgun;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.privacy.Erasure;
import io.embedesk.privacy.Privacy;
import io.embedesk.privacy.RetentionRule;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.TicketStore;
import io.embedesk.suggest.ReplySuggester;
import io.embedesk.suggest.ReplySuggestions;
import io.embedesk.suggest.Suggestion;
import io.embedesk.suggest.SuggestionOptions;
import io.embedesk.suggest.SuggestionOutcome;
import jakarta.persistence.EntityManagerFactory;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What READMEs show, as code that compiles; {@link ReadmeTest} holds the two together. */
final class ReadmeSnippets {
    private ReadmeSnippets() {}

    @SuppressWarnings("FutureReturnValueIgnored")
    static Desk databaseAndMail(
            EntityManagerFactory entityManagerFactory,
            Secret password,
            Secret replyKey,
            ScheduledExecutorService scheduler) {
        // [database-and-mail]
        var settings = SmtpSettings.builder(
                        "smtp.example.org", new Mailbox("Acme Support", EmailAddress.of("support@acme.example")))
                .login("support@acme.example", password)
                .build();
        var store = JpaTicketStore.of(JpaUnitOfWork.resourceLocal(entityManagerFactory));
        var desk = Desk.builder(store)
                .email(SmtpChannel.of(settings))
                .replyKey(replyKey)
                .build();
        var outbox = RecurringTask.of("outbox", OutboxWorker.of(desk)::runOnce);
        scheduler.scheduleWithFixedDelay(outbox, 0, 1, TimeUnit.SECONDS);
        // [database-and-mail]
        return desk;
    }

    static InboundResponse answers(
            Desk desk, Secret webhookKey, String url, Map<String, List<String>> headers, InputStream body) {
        // [answers]
        var inbound = InboundEndpoint.builder(desk)
                .provider(Mailgun.signedWith(webhookKey))
                .build();
        InboundResponse answer = inbound.handle(InboundRequest.post(url, headers, body));
        // [answers]
        return answer;
    }

    static void work(TicketService tickets, Actor.Staff agent, TicketId id, EntryId seen) {
        // [change]
        tickets.change(agent, id, TicketChange.status(PENDING).and(TicketChange.addTags("billing")));
        tickets.change(agent, id, TicketChange.status(RESOLVED).ifLastSeen(seen));
        Map<TicketId, BulkResult> results = tickets.changeAll(agent, List.of(id), TicketChange.assignee("agent-9"));
        results.forEach((ticket, result) -> System.out.println(ticket + " " + result));
        // [change]
    }

    static void talk(TicketService tickets, Actor.Staff agent, TicketId id, EntryId seen, Upload file) {
        // [reply]
        var draft = ReplyDraft.text("Which browser do you use?").attach(file).ifLastSeen(seen);
        ReplyResult result = tickets.reply(agent, id, draft);
        if (result.emailSkipped()) {
            System.out.println(
                    "saved, not e-mailed: " + result.delivery().skipped().orElseThrow());
        }
        tickets.cancelEmail(agent, id, result.entry().id()); // within the undo window it was never there
        tickets.retryEmail(agent, id, result.entry().id());
        // [reply]
    }

    static void people(TicketService tickets, Actor.Staff agent, TicketId id) {
        // [participants]
        for (Participant someone : tickets.thread(agent, id).ticket().participants()) {
            if (someone.state() == Participant.State.SUGGESTED) {
                tickets.acceptSender(agent, id, someone.mailbox()); // or refuseSender
            }
        }
        // [participants]
    }

    static Optional<String> find(TicketService tickets, Actor.Staff agent, String cursorOrNull) {
        // [find]
        var filter = TicketFilter.ALL.priority(URGENT, HIGH).tag("billing").text("invoice");
        StatusCounts counts = tickets.counts(agent, filter);
        System.out.println(counts.all() + (counts.capped() ? " or more" : ""));
        TicketPage page = tickets.list(
                agent,
                TicketQuery.of(filter).sort(TicketSort.LAST_ACTIVITY).limit(25).after(cursorOrNull));
        Optional<String> next = page.next(); // for the link to the next page
        // [find]
        return next;
    }

    static void keep(Desk desk) {
        // [retention]
        var nightly = Actor.system("nightly");
        var rule = new RetentionRule(Set.of(CLOSED), Duration.ofDays(730), Erasure.ANONYMISE);
        desk.privacy().retain(nightly, rule, 10_000);
        desk.privacy().expire(nightly, Privacy.RAW_MAIL_KEPT_FOR);
        desk.privacy().sweepFiles(nightly);
        // [retention]
    }

    static void watch(Desk desk) {
        // [health]
        HealthReport report = desk.health().check(Actor.system("monitor"));
        for (HealthReport.Reason reason : report.reasons()) {
            System.out.println(reason.code() + ": " + reason.words() + ". " + reason.remedy());
        }
        // [health]
    }

    static Suggestion suggest(Desk desk, ReplySuggester model, Actor.Staff agent, TicketId id) {
        // [suggest]
        var suggestions = ReplySuggestions.builder(desk, model).build();
        var options = SuggestionOptions.DEFAULT.instruction("offer a refund");
        Suggestion running = suggestions.suggest(agent, id, options, System.out::print);
        running.outcome().thenAccept(outcome -> {
            if (outcome instanceof SuggestionOutcome.Suggested suggested) {
                System.out.println(suggested.text() + " " + suggested.warnings());
            }
        });
        // [suggest]
        return running;
    }

    static Desk polite(TicketStore store, EmailChannel channel, Secret replyKey) {
        // [acknowledgements]
        var desk = Desk.builder(store)
                .email(channel)
                .replyKey(replyKey)
                .acknowledgements(Acknowledgement.english())
                .build();
        // [acknowledgements]
        return desk;
    }
}
