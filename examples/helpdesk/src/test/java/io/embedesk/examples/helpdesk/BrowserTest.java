package io.embedesk.examples.helpdesk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    @Test
    void anAgentRepliesAndTheCustomersAnswerArrives() {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = complaints(page);
            page.navigate(helpdesk.url("/"));
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
            page.navigate(helpdesk.url("/tickets"));
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
