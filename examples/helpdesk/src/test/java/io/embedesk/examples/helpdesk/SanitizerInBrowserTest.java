package io.embedesk.examples.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.embedesk.inbound.HtmlSanitizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is left of hostile mail is given to a real browser, which must find nothing to run, nothing to fetch and nothing else than text. */
class SanitizerInBrowserTest {
    private static final int LEAST_PAYLOADS = 400;
    private static final int LEAST_LIVE = 150;
    private static final int AT_ONCE = 120;
    private static final Set<String> ELEMENTS =
            Set.of(("A B BLOCKQUOTE BR CODE DD DEL DIV DL DT EM H1 H2 H3 H4 H5 H6 HR I IMG INS LI"
                            + " OL P PRE S SMALL SPAN STRONG SUB SUP TABLE TBODY TD TFOOT TH THEAD TR U UL")
                    .split(" "));
    private static final Set<String> ATTRIBUTES = Set.of(
            "href", "rel", "target", "src", "data-remote", "alt", "width", "height", "colspan", "rowspan", "start");
    /** How a page may come to hold it. */
    private static final List<String> MODES = List.of("document", "innerHTML", "twice");
    /** Shows each in a frame of its own, pokes whatever is there, and says which have run. */
    private static final String SHOW = """
            async ([payloads, mode]) => {
              window.seen = new Set();
              window.ran = number => window.seen.add(number);
              document.body.replaceChildren();
              const frames = payloads.map((payload, i) => {
                const frame = document.createElement('iframe');
                if (mode === 'document') frame.srcdoc = payload;
                document.body.append(frame);
                if (mode !== 'document') {
                  const inner = frame.contentDocument;
                  const one = inner.createElement('div');
                  inner.body.append(one);
                  one.innerHTML = payload;
                  if (mode === 'twice') {
                    const two = inner.createElement('div');
                    inner.body.append(two);
                    two.innerHTML = one.innerHTML;
                  }
                }
                return frame;
              });
              await new Promise(done => setTimeout(done, 700));
              for (const frame of frames) {
                try {
                  for (const element of frame.contentDocument.querySelectorAll('*')) {
                    for (const name of ['pointerover', 'mouseover', 'focus']) {
                      element.dispatchEvent(new Event(name, {bubbles: true}));
                    }
                    if (element.click && element.tagName !== 'A') element.click();
                    const href = element.getAttribute('href');
                    if (href && new URL(href, 'https://page.example/').protocol === 'javascript:') element.click();
                  }
                } catch (gone) { /* It navigated away, which counts as having run only if it said so. */ }
              }
              await new Promise(done => setTimeout(done, 300));
              return [...window.seen];
            }
            """;

    private static final String NODES = """
            payload => {
              const parsed = new DOMParser().parseFromString(payload, 'text/html');
              const found = new Set();
              for (const element of parsed.body.querySelectorAll('*')) {
                found.add(element.tagName);
                for (const attribute of element.attributes) found.add('@' + attribute.name);
              }
              return [...found];
            }
            """;

    private static Chromium chromium;
    private static BrowserContext context;
    private static Page page;
    private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        context = chromium.browser().newContext();
        page = context.newPage();
        page.route("**/*", route -> {
            String url = route.request().url();
            if (url.equals("https://page.example/")) {
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><body></body>"));
            } else {
                REQUESTS.add(url);
                route.abort();
            }
        });
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Set<Integer> running(List<String> payloads, UnaryOperator<String> policy, String mode) {
        Set<Integer> running = new TreeSet<>();
        for (int from = 0; from < payloads.size(); from += AT_ONCE) {
            List<String> cleaned = payloads.subList(from, Math.min(payloads.size(), from + AT_ONCE)).stream()
                    .map(policy)
                    .toList();
            page.navigate("https://page.example/");
            List<?> ran = (List<?>) Objects.requireNonNull(page.evaluate(SHOW, List.of(cleaned, mode)));
            ran.forEach(number -> running.add(((Number) number).intValue()));
        }
        return running;
    }

    private static String sanitized(String payload) {
        return HtmlSanitizer.sanitize(payload).value();
    }

    @Test
    void nothingRunsOfWhatRunsRaw() {
        List<String> payloads = XssPayloads.all();
        Set<Integer> live = new HashSet<>(running(payloads, payload -> payload, "document"));
        live.addAll(running(payloads, payload -> payload, "innerHTML"));
        assertThat(payloads).hasSizeGreaterThanOrEqualTo(LEAST_PAYLOADS);
        assertThat(live).as("of " + payloads.size() + " payloads run raw").hasSizeGreaterThanOrEqualTo(LEAST_LIVE);
        System.out.println(live.size() + " of " + payloads.size() + " payloads run when nobody cleans them");
        REQUESTS.clear();
        for (String mode : MODES) {
            assertThat(running(payloads, SanitizerInBrowserTest::sanitized, mode))
                    .as(mode)
                    .isEmpty();
        }
        assertThat(REQUESTS).isEmpty();
    }

    @Test
    void aBadPolicyIsFoundOut() {
        List<String> payloads = XssPayloads.all().subList(0, AT_ONCE);
        List<UnaryOperator<String>> bad = List.of(
                // Takes the script elements out, as a filter of the first hour does.
                payload -> payload.replaceAll("(?is)<script.*?</script>", ""),
                // Knows some of the attributes that run something, and not all.
                payload ->
                        payload.replaceAll("(?is)<script.*?</script>", "").replaceAll("(?i)on(error|load)", "data-x"),
                // Cleans what is still encoded, and decodes it behind.
                payload -> sanitized(payload.replace("<", "&lt;"))
                        .replace("&lt;", "<")
                        .replace("&gt;", ">"));
        for (UnaryOperator<String> policy : bad) {
            assertThat(running(payloads, policy, "document"))
                    .as("policy " + bad.indexOf(policy))
                    .isNotEmpty();
        }
    }

    @Test
    void aBrowserFindsOnlyWhatIsAllowed() {
        page.navigate("https://page.example/");
        Set<Object> found = new HashSet<>();
        for (String payload : XssPayloads.all()) {
            String once = sanitized(payload);
            assertThat(sanitized(once)).as(payload).isEqualTo(once);
            found.addAll((List<?>) Objects.requireNonNull(page.evaluate(NODES, once)));
        }
        List<Object> others = new ArrayList<>(found);
        others.removeIf(name -> ELEMENTS.contains(name)
                || ATTRIBUTES.contains(String.valueOf(name).replace("@", "")));
        assertThat(others).isEmpty();
    }

    @Test
    void nothingIsFetchedToShowAMail() {
        List<String> trackers = List.of(
                "<img src=\"https://t.example/1.gif\">",
                "<img srcset=\"https://t.example/2.gif 1x\">",
                "<p style=\"background:url(https://t.example/3.gif)\">x</p>",
                "<table background=\"https://t.example/4.gif\"><tr><td>x</table>",
                "<link rel=stylesheet href=\"https://t.example/5.css\">",
                "<style>@import 'https://t.example/6.css'; body{background:url(https://t.example/7.gif)}</style>",
                "<video poster=\"https://t.example/8.gif\" src=\"https://t.example/9.mp4\"></video>",
                "<link rel=prefetch href=\"https://t.example/10\"><link rel=preconnect href=\"https://t.example\">",
                "<iframe src=\"https://t.example/11\"></iframe>",
                "<object data=\"https://t.example/12\"></object>",
                "<svg><image href=\"https://t.example/13.svg\"></image><use href=\"https://t.example/14.svg#x\"></use></svg>",
                "<input type=image src=\"https://t.example/15.gif\">",
                "<body background=\"https://t.example/16.gif\">",
                "<img src=\"//t.example/17.gif\">",
                "<audio src=\"https://t.example/18.mp3\" autoplay></audio>",
                "<meta http-equiv=refresh content=\"0;url=https://t.example/19\">",
                "<img src=\"\\\\t.example\\20.gif\">",
                "<script src=\"https://t.example/21.js\"></script>");
        REQUESTS.clear();
        running(trackers, payload -> payload, "document");
        assertThat(REQUESTS).as("the same, raw").hasSizeGreaterThan(10);
        REQUESTS.clear();
        for (String mode : MODES) {
            running(trackers, SanitizerInBrowserTest::sanitized, mode);
        }
        assertThat(REQUESTS).isEmpty();
    }
}
