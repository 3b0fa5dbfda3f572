package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.MessageBody;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say and refuse, without a browser. */
class PagesTest {
    private static final Actor.Staff ANN = Actor.agent("ann");

    @TempDir
    private static Path data;

    private static RunningHelpdesk helpdesk;
    private static TicketService tickets;

    @BeforeAll
    static void start() {
        helpdesk = RunningHelpdesk.start(data, "--helpdesk.demo-tickets=false");
        tickets = helpdesk.bean(Desk.class).tickets();
    }

    @AfterAll
    static void stop() {
        helpdesk.close();
    }

    @BeforeEach
    void noTickets() {
        tickets.list(ANN, TicketQuery.of(TicketFilter.ALL).limit(200))
                .tickets()
                .forEach(t -> tickets.delete(ANN, t.id()));
    }

    private static Ticket open(String subject, Priority priority) {
        return tickets.open(ANN, NewTicket.subject(subject).priority(priority));
    }

    private static String path(Ticket ticket) {
        return "/tickets/" + ticket.id();
    }

    @Test
    void anEmptyDeskSaysHowTicketsComeIn() {
        assertThat(helpdesk.get("/").body()).contains("No tickets yet", "Create Ticket", "/api/tickets/inbound-email");
    }

    @Test
    void theListHasFiveColumnsAndWhatTheFilterInItsUrlSays() {
        open("One", Priority.URGENT);
        Ticket two = open("Two", Priority.LOW);
        tickets.change(ANN, two.id(), TicketChange.status(Status.PENDING).and(TicketChange.assignee("ben")));

        String all = helpdesk.get("/tickets").body();
        assertThat(all).contains("Subject", "Status", "Priority", "Assignee", "Created");
        assertThat(all).contains("One", "Two", "Ben Brandt", "—");
        assertThat(counts(all)).isEqualTo("2 1 0 1 0 0");

        String pending = helpdesk.get("/tickets?status=pending").body();
        assertThat(pending).contains("Two").doesNotContain("One");
        assertThat(counts(pending)).isEqualTo("2 1 0 1 0 0");

        String urgent = helpdesk.get("/tickets?priority=urgent").body();
        assertThat(urgent).contains("One").doesNotContain("Two");
        assertThat(counts(urgent)).isEqualTo("1 1 0 0 0 0");
        assertThat(urgent).contains("/tickets?status=open&amp;priority=urgent");

        assertThat(helpdesk.get("/tickets?status=closed").body()).contains("No ticket matches", "Clear filters");
    }

    private static String counts(String page) {
        return Pattern.compile("class=\"count\">(\\d+)<")
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @Test
    void aLongListContinuesOnAnotherPage() {
        for (int i = 1; i <= 26; i++) {
            open("Number " + i, Priority.LOW);
        }
        String first = helpdesk.get("/tickets?priority=low").body();
        assertThat(first).contains(">Number 26<", ">Number 2<").doesNotContain(">Number 1<");
        var next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        assertThat(helpdesk.get(next.group(1).replace("&amp;", "&")).body())
                .contains(">Number 1<")
                .doesNotContain(">Number 2<", "Older tickets");
    }

    @Test
    void aTicketIsCreatedOnceHoweverOftenItsFormIsSent() {
        Map<String, String> form = Map.of(
                "id", TicketId.mint().value(),
                "subject", "Printer",
                "description", "It smokes.",
                "priority", "high",
                "assignee", "ben",
                "contactName", "Carla Cruz",
                "contactEmail", "carla@customer.example");
        HttpResponse<String> page = helpdesk.form("/tickets", form);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Printer", "It smokes.", "Carla Cruz", "carla@customer.example");
        helpdesk.form("/tickets", form);
        assertThat(tickets.counts(ANN, TicketFilter.ALL).all()).isEqualTo(1);
    }

    @Test
    void aFormWithAMistakeKeepsWhatWasTyped() {
        HttpResponse<String> page = helpdesk.form(
                "/tickets", Map.of("subject", " ", "description", "It smokes.", "contactEmail", "carla@"));
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Subject ", "Contact Email 'carla@' is not an address", "It smokes.");
        assertThat(tickets.counts(ANN, TicketFilter.ALL).all()).isZero();
    }

    @Test
    void nothingThatSomebodyWroteIsMarkup() {
        String evil = "<img src=x onerror=alert(1)>\"'${700007*3}";
        Ticket ticket = tickets.open(
                ANN, NewTicket.subject(evil).description(evil).contactName(evil).tags("<b>t</b>"));
        tickets.reply(ANN, ticket.id(), ReplyDraft.text(evil));
        for (String page : new String[] {
            helpdesk.get("/tickets").body(), helpdesk.get(path(ticket)).body()
        }) {
            assertThat(page).contains("&lt;img src=x onerror=alert(1)&gt;").doesNotContain("<img", "<b>t", "2100021");
        }
    }

    @Test
    void theSidebarChangesOneFieldAtATime() {
        Ticket ticket = open("Printer", Priority.LOW);
        for (Map<String, String> change : List.of(
                Map.of("status", "pending"),
                Map.of("priority", "urgent"),
                Map.of("assignee", "cleo"),
                Map.of("description", "It smokes."),
                Map.of("contactName", "Carla", "contactEmail", "carla@customer.example"),
                Map.of("addTag", "fire"),
                Map.of("addTag", "smoke"),
                Map.of("removeTag", "fire"))) {
            assertThat(helpdesk.form(path(ticket) + "/change", change).body()).contains("Saved.");
        }
        assertThat(tickets.find(ANN, ticket.id())).hasValueSatisfying(changed -> {
            assertThat(changed.status()).isEqualTo(Status.PENDING);
            assertThat(changed.priority()).isEqualTo(Priority.URGENT);
            assertThat(changed.assignee()).contains("cleo");
            assertThat(changed.description()).isEqualTo("It smokes.");
            assertThat(changed.contact().displayName()).isEqualTo("Carla");
            assertThat(changed.tags()).containsExactly("smoke");
        });
        assertThat(helpdesk.form(path(ticket) + "/change", Map.of("assignee", ""))
                        .body())
                .contains("Saved.");
        assertThat(helpdesk.form(path(ticket) + "/change", Map.of("contactEmail", "carla@"))
                        .body())
                .contains("Not saved: ", "is not an address");
        assertThat(helpdesk.form(path(ticket) + "/change", Map.of("status", "lost"))
                        .body())
                .contains("Not saved: status 'lost' is none of the choices");
    }

    @Test
    void whoeverDidNotSeeTheLastEntryIsStoppedAndLosesNothing() {
        Ticket ticket = open("Printer", Priority.LOW);
        EntryId seen = tickets.reply(ANN, ticket.id(), ReplyDraft.text("First"))
                .entry()
                .id();
        tickets.reply(ANN, ticket.id(), ReplyDraft.text("Second"));
        HttpResponse<String> page = helpdesk.form(
                path(ticket) + "/reply", Map.of("text", "My long answer", "draft", "", "lastSeen", seen.value()));
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Not sent: somebody wrote", ">My long answer</textarea>", "Second");
        assertThat(helpdesk.form(path(ticket) + "/change", Map.of("status", "resolved", "lastSeen", seen.value()))
                        .body())
                .contains("Not saved: somebody wrote");
    }

    @Test
    void aNoteIsKeptApart() {
        Ticket ticket = open("Printer", Priority.LOW);
        String page = helpdesk.form(path(ticket) + "/note", Map.of("text", "He is angry", "draft", ""))
                .body();
        assertThat(page).contains("class=\"entry note\"", "Internal note", "He is angry");
    }

    @Test
    void aFileComesBackAsItWasAndIsNeverRun() throws IOException {
        String link = link(helpdesk.get("/tickets/" + mailWithPage()).body());
        HttpResponse<String> file = helpdesk.get(link);
        assertThat(file.body()).isEqualTo("<script>alert(1)</script>");
        assertThat(file.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/octet-stream"));
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(disposition -> assertThat(disposition).startsWith("attachment;"));
        assertThat(file.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        assertThat(helpdesk.get(link.substring(0, link.length() - 3) + "zzz").statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAgentIsToldWhichFileIsNotAllowedAndLosesNoText() {
        Ticket ticket = open("Printer", Priority.LOW);
        HttpResponse<String> refused = upload(ticket, "page.html", "text/html", "<script>alert(1)</script>");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("page.html", "is not of a kind that is allowed", "See the file");
        assertThat(tickets.thread(ANN, ticket.id()).entries()).isEmpty();
        assertThat(upload(ticket, "list.txt", "text/plain", "one, two").statusCode())
                .isEqualTo(200);
        assertThat(tickets.thread(ANN, ticket.id()).entries().get(0).attachments())
                .hasSize(1);
    }

    /** A mail may bring any kind of file. */
    private static TicketId mailWithPage() throws IOException {
        Upload page = Upload.of("page.html", "text/html", Content.of("<script>alert(1)</script>".getBytes(UTF_8)));
        return helpdesk.bean(Desk.class)
                .intake()
                .receive(new IncomingMessage(
                        Mailbox.of(EmailAddress.of("customer@example.org")),
                        "Look at this",
                        MessageBody.of("See the file"),
                        List.of(page),
                        null,
                        new MessageId("page@customer.example"),
                        new Clues(List.of(), List.of(), List.of(), List.of()),
                        List.of(),
                        IncomingMessage.Kind.HUMAN,
                        IncomingMessage.Authentication.UNKNOWN,
                        false,
                        null))
                .get(0)
                .ticketId()
                .orElseThrow();
    }

    private static HttpResponse<String> upload(Ticket ticket, String name, String type, String content) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nSee the file\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"draft\"\r\n\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name + "\"\r\nContent-Type: "
                + type + "\r\n\r\n" + content + "\r\n--b--\r\n";
        return helpdesk.post(
                path(ticket) + "/reply",
                Map.of("Content-Type", "multipart/form-data; boundary=b"),
                body.getBytes(UTF_8));
    }

    private static String link(String page) {
        var link = Pattern.compile("href=\"(/tickets/\\w+/attachments/\\w+)\"").matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return link.group(1);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        for (String path : new String[] {"/tickets/" + TicketId.mint(), "/tickets/none", "/mailbox/77", "/nothing"}) {
            HttpResponse<String> page = helpdesk.post(path, Map.of("Accept", "text/html"), new byte[0]);
            assertThat(helpdesk.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(page.statusCode()).as(path).isBetween(404, 405);
        }
        assertThat(helpdesk.get("/tickets/none").body()).contains("There is nothing here");
    }

    @Test
    void pagesRunNothingInlineAndOtherSitesCannotAct() {
        assertThat(helpdesk.get("/tickets").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
        Ticket ticket = open("Printer", Priority.LOW);
        assertThat(helpdesk.form(path(ticket) + "/delete", Map.of(), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(helpdesk.form(path(ticket) + "/delete", Map.of(), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(tickets.find(ANN, ticket.id())).isPresent();
        assertThat(helpdesk.form(path(ticket) + "/delete", Map.of(), "Sec-Fetch-Site", "same-origin")
                        .body())
                .contains("The ticket is deleted.");
        assertThat(tickets.find(ANN, ticket.id())).isEmpty();
    }

    @Test
    void theApiNamesEveryFieldThatIsWrong() {
        HttpResponse<String> answer =
                helpdesk.postJson("/api/v1/tickets", "{\"subject\":\"\",\"contactEmail\":\"nowhere\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"EMB-1001\"", "\"subject\"", "\"contactEmail\"");
        assertThat(helpdesk.get("/api/v1/tickets/" + TicketId.mint()).statusCode())
                .isEqualTo(404);
        assertThat(helpdesk.postJson("/api/v1/tickets/none/replies", "{\"text\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(helpdesk.postJson("/api/v1/tickets", "{").statusCode()).isEqualTo(400);
    }
}
