package io.embedesk.examples.helpdesk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.inbound.RawMime;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.StoredSmtpSettings;
import io.embedesk.mail.TlsMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversation as an agent and a customer see it, in a real browser; pictures go to {@code target/screenshots}. */
class BrowserTest {
    @TempDir
    private static Path data;

    /** With {@code -Dpictures=true} they are made anew. */
    private static final Set<String> OF_THE_README = Set.of("list", "ticket");

    private static Chromium chromium;
    private static Browser browser;
    private static RunningHelpdesk helpdesk;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        browser = chromium.browser();
        helpdesk = RunningHelpdesk.start(data);
    }

    @AfterAll
    static void stop() {
        Stream.of(helpdesk, chromium).filter(Objects::nonNull).forEach(BrowserTest::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static void logIn(Page page, String agent) {
        page.navigate(helpdesk.url("/"));
        button(page, agent).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Tickets");
    }

    private static void picture(Page page, String name) {
        byte[] picture = page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
        if (Boolean.getBoolean("pictures") && OF_THE_README.contains(name)) {
            try {
                Files.write(Path.of("pictures", name + ".png"), picture);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void anAgentRepliesAndTheCustomersAnswerArrives() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            logIn(page, "Ann Albers (admin)");
            picture(page, "list");
            link(page, "Cannot log in since the update").click();

            page.getByLabel("Reply to Carla Cruz").fill("Does it help to clear the cache?");
            page.keyboard().press("Control+Enter");
            Locator reply = page.locator(".outbound", new Page.LocatorOptions().setHasText("clear the cache"));
            assertThat(reply).isVisible();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Reply saved; its e-mail is on the way.");
            String ticket = page.url();

            link(page, "Demo mailbox").click();
            openWhenItArrives(page, "clear the cache");
            picture(page, "mail");
            page.getByLabel("Reply as carla@customer.example").fill("Yes, now I can log in!");
            button(page, "Send answer").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("The webhook said 200");

            page.navigate(ticket);
            Locator answer = page.locator(".inbound");
            assertThat(answer.locator(".text").first()).hasText("Yes, now I can log in!");
            assertThat(answer).containsText("Carla Cruz");
            assertThat(reply).containsText("E-mailed to carla@customer.example");
            assertThat(answer.boundingBox().x).isLessThan(reply.boundingBox().x);
            picture(page, "ticket");
            assertThat(complaints).isEmpty();
        }
    }

    /** The newest mail is first; the outbox is looked at every second. */
    private static void openWhenItArrives(Page page, String words) {
        for (int attempt = 0; attempt < 50; attempt++) {
            page.locator(".mails a").first().click();
            if (page.locator(".mail").textContent().contains(words)) {
                return;
            }
            page.waitForTimeout(200);
            link(page, "← Demo mailbox").click();
        }
        throw new AssertionError("The mail did not arrive in the demo mailbox");
    }

    @Test
    void aTicketIsCreatedInTheDialogAndDeletedAfterAQuestionOnAPhoneInTheDark() {
        Browser.NewContextOptions phone =
                new Browser.NewContextOptions().setViewportSize(360, 740).setColorScheme(ColorScheme.DARK);
        try (BrowserContext context = browser.newContext(phone)) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            logIn(page, "Ben Brandt");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
            picture(page, "list-phone-dark");

            link(page, "Create Ticket").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            picture(page, "create-phone-dark");
            page.keyboard().type("The coffee machine is empty");
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .containsText("The coffee machine is empty");
            picture(page, "ticket-phone-dark");

            page.getByText("Details").click();
            page.getByLabel("Status").selectOption("resolved");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
            page.getByText("Details").click();
            button(page, "Delete ticket").click();
            button(page, "Keep it").click();
            button(page, "Delete ticket").click();
            button(page, "Delete for good").click();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("The ticket is deleted.");
            assertThat(link(page, "The coffee machine is empty")).hasCount(0);
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void anAgentLetsASuggestionBeWrittenAndTwoAgentsSeeEachOther() {
        try (BrowserContext first = browser.newContext();
                BrowserContext second = browser.newContext()) {
            Page ann = first.newPage();
            Page ben = second.newPage();
            List<String> complaints = complaints(ann);
            logIn(ann, "Ann Albers (admin)");
            logIn(ben, "Ben Brandt");
            link(ann, "Create Ticket").click();
            ann.getByLabel("Subject").fill("The CSV file has only 1000 lines");
            ann.getByLabel("Description").fill("I export the orders, and after 1,000 rows nothing comes.");
            ann.getByRole(AriaRole.DIALOG)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create Ticket"))
                    .click();
            assertThat(ben.getByText("1 ticket changed.")).isVisible();
            ben.navigate(ann.url());
            assertThat(ben.locator("[data-others]")).containsText("Ann Albers looks at this ticket too.");

            button(ann, "AI Suggest").click();
            assertThat(ann.locator("#reply-text")).hasValue("The export has all rows now. Could you try once more?");
            assertThat(ann.locator("#suggestion")).containsText("Export stops at 1,000 rows");
            picture(ann, "suggestion");
            ann.reload();
            assertThat(ann.getByText("Draft restored.")).isVisible();
            button(ann, "Send reply").click();
            assertThat(ben.locator(".outbound")).containsText("The export has all rows now");

            ben.getByLabel("Reply", new Page.GetByLabelOptions().setExact(true)).fill("I did not see that");
            button(ben, "Send reply").click();
            assertThat(ben.getByRole(AriaRole.ALERT)).containsText("somebody wrote or changed something");
            assertThat(ben.locator("#reply-text")).hasValue("I did not see that");

            List<String> complaintsOfBen = complaints(ben);
            button(ann, "Delete ticket").click();
            button(ann, "Delete for good").click();
            assertThat(ben.locator("[data-live]")).containsText("This ticket is deleted.");
            assertThat(ben.locator("#reply-text")).hasValue("I did not see that");
            assertThat(complaints).isEmpty();
            assertThat(complaintsOfBen).isEmpty();
        }
    }

    @Test
    void anAdministratorConnectsAMailServer() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            logIn(page, "Ann Albers (admin)");
            link(page, "Settings").click();
            page.getByLabel("Provider").selectOption("Zoho");
            assertThat(page.getByLabel("SMTP Host")).hasValue("smtp.zoho.com");
            assertThat(page.getByLabel("Port", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue("587");
            page.getByLabel("SSL/TLS").check();
            assertThat(page.getByLabel("Port", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue("465");
            page.getByLabel("Send it to").fill("me@acme.example");
            button(page, "Test Connection").click();
            assertThat(page.locator("#steps li")).hasCount(6);
            assertThat(page.locator("#steps")).containsText("It works: a mail is on its way to me@acme.example");
            picture(page, "settings");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void aCustomerAsksInTheHelpCenterAndAVisitorInTheChat() {
        Browser.NewContextOptions phone = new Browser.NewContextOptions().setViewportSize(360, 740);
        try (BrowserContext context = browser.newContext(phone)) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            page.navigate(helpdesk.url("/help"));
            picture(page, "help-phone");
            page.getByLabel("Your e-mail address").fill("carla@customer.example");
            button(page, "Come in as this customer").click();
            link(page, "Cannot log in since the update").click();
            assertThat(page.getByText("which browser do you use")).isVisible();
            page.getByLabel("Your answer").fill("Firefox, the newest.");
            button(page, "Send").click();
            assertThat(page.getByText("Firefox, the newest.")).isVisible();
            picture(page, "help-ticket-phone");

            page.navigate(helpdesk.url("/chat"));
            page.getByLabel("Your message").fill("Is anybody there?");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".outbound")).containsText("Is anybody there?");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
            picture(page, "chat-phone");
            assertThat(complaints).isEmpty();
        }
    }

    /** Each payload as the HTML of a customer's mail, by the webhook, all in one thread, everything unfolded. */
    @Test
    void hostileMailsDoNothingAndLoadNothing() {
        Desk desk = helpdesk.bean(Desk.class);
        Actor.Staff ann = Actor.agent("ann");
        Ticket ticket = desk.tickets().open(ann, NewTicket.subject("Hostile").contact("mallory@evil.example"));
        desk.tickets().reply(ann, ticket.id(), ReplyDraft.text("Hello"));
        List<String> payloads = XssPayloads.all();
        Secret secret = helpdesk.bean(HelpdeskSecrets.class).webhookSecret();
        for (int i = 0; i < payloads.size(); i += 10) {
            String html = String.join("<p>", payloads.subList(i, Math.min(i + 10, payloads.size())));
            byte[] mail = ("From: mallory@evil.example\r\nSubject: Re: Hostile\r\nMessage-ID: <h" + i
                            + "@evil.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<img src=\"https://tracker.evil.example/"
                            + i + ".png\"><p>" + html)
                    .getBytes(UTF_8);
            Map<String, String> headers = new LinkedHashMap<>(RawMime.sign(secret, Instant.now(), mail));
            headers.put("Content-Type", "message/rfc822");
            headers.put("X-Envelope-To", "ticket+" + ticket.id() + "@acme.example");
            assertThat(helpdesk.post("/api/tickets/inbound-email", headers, mail)
                            .statusCode())
                    .isEqualTo(200);
        }
        int mails = desk.tickets().thread(ann, ticket.id()).entries().size() - 1;
        assertThat(mails).isGreaterThan(30);
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            List<String> elsewhere = new CopyOnWriteArrayList<>();
            page.onRequest(request -> {
                if (!request.url().startsWith(helpdesk.url("/"))) {
                    elsewhere.add(request.url());
                }
            });
            page.onDialog(dialog -> {
                complaints.add("a dialog: " + dialog.message());
                dialog.dismiss();
            });
            logIn(page, "Ann Albers (admin)");
            page.navigate(helpdesk.url("/tickets/" + ticket.id()));
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
            page.waitForTimeout(1_000);
            assertThat(page.locator(".mail-html")).hasCount(mails);
            assertThat(elsewhere).isEmpty();
            assertThat(complaints).isEmpty();
            assertThat(page.url()).isEqualTo(helpdesk.url("/tickets/" + ticket.id()));

            page.route("https://tracker.evil.example/**", route -> route.fulfill());
            link(page, "Load images").first().click();
            page.waitForLoadState();
            assertThat(elsewhere)
                    .as("only when asked, and only of that mail")
                    .containsExactly("https://tracker.evil.example/0.png");
        }
    }

    @Test
    void anywhereIsReachedByAFewKeys() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            logIn(page, "Cleo Costa");
            page.keyboard().press("Control+k");
            Locator palette = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Page or ticket"));
            assertThat(palette).isFocused();
            page.keyboard().type("stops at 1,000");
            assertThat(page.locator("#palette [role=option]")).hasCount(2);
            picture(page, "palette");
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .containsText("Export stops at 1,000 rows");
            page.getByLabel("Reply", new Page.GetByLabelOptions().setExact(false))
                    .first()
                    .focus();
            page.keyboard().press("Control+k");
            page.keyboard().type("rep");
            assertThat(page.locator("#palette [role=option]").first()).hasText("Reports");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowUp");
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Reports");
            page.keyboard().press("Control+k");
            page.keyboard().press("Escape");
            assertThat(palette).isHidden();
            assertThat(complaints).isEmpty();
        }
    }

    /** Its files show how far they are; when they do not arrive, text and files are still there. */
    @Test
    void aReplyWithFilesIsSentOnceAlsoAfterTheNetworkWasGone() {
        Ticket ticket = helpdesk.bean(Desk.class)
                .tickets()
                .open(Actor.agent("ann"), NewTicket.subject("With files").contact("carla@customer.example"));
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            logIn(page, "Ann Albers (admin)");
            page.navigate(helpdesk.url("/tickets/" + ticket.id()));
            page.locator("#reply-text").fill("Here it is");
            page.locator("#reply-files")
                    .setInputFiles(new FilePayload(
                            "a.txt", "text/plain", "line\n".repeat(20_000).getBytes(UTF_8)));
            page.route("**/reply", route -> route.abort());
            button(page, "Send reply").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("the server cannot be reached");
            page.unroute("**/reply");
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> {
                if (request.method().equals("POST")) {
                    asked.add(request.headers().get("x-progress"));
                }
            });
            button(page, "Send reply").click();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Reply saved; its e-mail is on the way.");
            assertThat(asked).containsExactly("1");
            assertThat(page.locator(".outbound .files")).containsText("a.txt");
            page.reload();
            assertThat(page.locator(".outbound")).hasCount(1);

            page.locator("#reply-text").fill("This one is refused");
            page.locator("#reply-files")
                    .setInputFiles(new FilePayload("b.exe", "application/octet-stream", "MZ".getBytes(UTF_8)));
            button(page, "Send reply").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("b.exe");
            assertThat(page.locator("#reply-text")).hasValue("This one is refused");
            assertThat(page.locator(".outbound")).hasCount(1);

            page.locator("#reply-files").setInputFiles(new FilePayload("c.txt", "text/plain", "line".getBytes(UTF_8)));
            context.clearCookies();
            button(page, "Send reply").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("you are logged out");
            assertThat(page.locator("#reply-text")).hasValue("This one is refused");
        }
    }

    @Test
    void theMailServerGoesDownAndComesBackAndTheReplyArrives() throws Exception {
        StoredSmtpSettings settings = helpdesk.bean(StoredSmtpSettings.class);
        int port;
        try (CustomerMailServer once = CustomerMailServer.start()) {
            port = once.port();
        }
        Mailbox from = new Mailbox("Acme Support", EmailAddress.of("support@acme.example"));
        settings.save(SmtpSettings.builder("localhost", from)
                .port(port)
                .tls(TlsMode.PLAIN)
                .build());
        Ticket ticket = helpdesk.bean(Desk.class)
                .tickets()
                .open(Actor.agent("ann"), NewTicket.subject("Down and back").contact("carla@customer.example"));
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            logIn(page, "Ann Albers (admin)");
            page.navigate(helpdesk.url("/tickets/" + ticket.id()));
            page.locator("#reply-text").fill("Can you read this?");
            button(page, "Send reply").click();
            Locator delivery = page.locator(".outbound .delivery");
            shows(page, delivery, "Waiting for another attempt");
            try (CustomerMailServer back = CustomerMailServer.start(port)) {
                shows(page, delivery, "E-mailed to carla@customer.example");
                assertThat(back.next().bytes()).contains("Can you read this?");
                assertThat(back.isEmpty()).isTrue();
            }
        } finally {
            settings.clear();
        }
    }

    private static void shows(Page page, Locator delivery, String words) {
        for (int i = 0; i < 200 && !delivery.textContent().contains(words); i++) {
            page.waitForTimeout(300);
            page.reload();
        }
        assertThat(delivery).containsText(words);
    }

    /** What was done is not done again by reloading what it led to, nor by going back and forth. */
    @Test
    void reloadAndBackRepeatNothing() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            logIn(page, "Ben Brandt");
            link(page, "Create Ticket").click();
            page.getByLabel("Subject").fill("Quintessential");
            page.getByRole(AriaRole.DIALOG)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create Ticket"))
                    .click();
            Locator title = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
            assertThat(title).containsText("Quintessential");
            backAndForth(page);
            assertThat(title).containsText("Quintessential");
            page.locator("#reply-text").fill("One reply");
            button(page, "Send reply").click();
            assertThat(page.locator(".outbound")).hasCount(1);
            page.getByText("Write an internal note").click();
            page.locator("#note-text").fill("One note");
            button(page, "Add note").click();
            assertThat(page.locator(".note")).hasCount(1);
            page.getByLabel("Status").selectOption("resolved");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Saved.");
            backAndForth(page);
            assertThat(page.locator(".entry")).hasCount(2);
            page.navigate(helpdesk.url("/tickets?q=quintessential"));
            assertThat(page.locator(".tickets .subject a")).hasCount(1);
            for (String path : List.of("/tickets?status=open", "/chats", "/reports", "/mailbox", "/help", "/chat")) {
                page.navigate(helpdesk.url(path));
                String before = title.textContent();
                backAndForth(page);
                assertThat(title).hasText(before);
                assertThat(page.url()).endsWith(path);
            }
            assertThat(complaints).isEmpty();
        }
    }

    private static void backAndForth(Page page) {
        page.reload();
        page.goBack();
        page.goForward();
        page.reload();
    }

    @Test
    void theListIsWorkedWithTheKeyboardAlone() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            logIn(page, "Cleo Costa");
            page.keyboard().press("j");
            page.keyboard().press("j");
            page.keyboard().press("k");
            String first = page.locator(".tickets .subject a").first().textContent();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .containsText(first);
            page.keyboard().press("n");
            page.keyboard().type("Looked at it, with the keyboard");
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".note")).containsText("with the keyboard");
            page.goBack();
            page.keyboard().press("?");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            page.keyboard().press("Escape");
            page.getByLabel("Theme").selectOption("dark");
            page.reload();
            assertThat(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))
                    .isEqualTo("dark");
        }
    }

    /** The rules of WCAG 2.2 AA that a program can check, on every page, in light and dark, on a phone and a desk. */
    @Test
    void noPageKeepsAnybodyOut() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {360, 1280}) {
                Browser.NewContextOptions look =
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900);
                try (BrowserContext context = browser.newContext(look)) {
                    Page page = context.newPage();
                    List<String> complaints = complaints(page);
                    check(page, "/login");
                    check(page, "/help");
                    check(page, "/chat");
                    logIn(page, "Ann Albers (admin)");
                    String ticket = page.locator(".tickets .subject a").last().getAttribute("href");
                    for (String path : List.of(
                            "/tickets",
                            "/tickets?q=nothing",
                            "/tickets/new",
                            ticket,
                            "/chats",
                            "/reports",
                            "/settings/email",
                            "/settings/desk",
                            "/mailbox",
                            "/nowhere")) {
                        check(page, path);
                    }
                    complaints.removeIf(text -> text.contains("404"));
                    assertThat(complaints).as("%s %d", scheme, width).isEmpty();
                }
            }
        }
    }

    private static void check(Page page, String path) {
        page.navigate(helpdesk.url(path));
        var found = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations();
        assertThat(found.stream()
                        .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
                        .toList())
                .as(path)
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(path)
                .isEqualTo(true);
    }

    private static List<String> complaints(Page page) {
        List<String> complaints = new CopyOnWriteArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return complaints;
    }
}
