package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlSanitizerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg onload=alert(1)><script>alert(1)</script></svg>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"JaVa\tscript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<iframe src=\"https://evil.example\"></iframe>",
                "<form action=\"https://evil.example\"><input name=q></form>",
                "<style>@import 'https://evil.example'</style>",
                "<div style=\"background:url(https://evil.example)\" id=x class=y name=z>x</div>",
                "<base href=\"https://evil.example\"><meta http-equiv=refresh content=\"0;url=https://evil.example\">",
                "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<object data=x></object><embed src=x><link rel=stylesheet href=x>",
                "<img src=\"https://evil.example/pixel.gif\" srcset=\"https://evil.example/2x\">",
                "<img src=\"//evil.example/pixel.gif\">",
                "<table background=\"https://evil.example\"><td background=x>a</td></table>",
                "<video poster=\"https://evil.example\"><source src=x></video>",
                "<<script>alert(1)//<</script>"
            })
    void leavesNothingThatActsOrIsFetched(String evil) {
        String clean =
                HtmlSanitizer.sanitize("<p>before</p>" + evil + "<p>after</p>").value();
        // Where a picture was is kept under a name that no browser looks at.
        String lower = clean.toLowerCase(Locale.ROOT).replace(" data-remote=\"https://evil.example/pixel.gif\"", "");
        assertThat(lower)
                .doesNotContain(
                        "<script", "onerror", "onload", "javascript:", "data:", "<iframe", "<form", "<style", "style=")
                .doesNotContain(
                        "evil.example", " id=", " class=", " name=", "<svg", "<math", "<meta", "<base", "<object");
        assertThat(clean).contains("before");
        assertThat(HtmlSanitizer.sanitize(clean).value()).isEqualTo(clean);
    }

    @Test
    void keepsWhatPeopleWrite() {
        String html = "<p>Hello <b>you</b>, see <a href=\"https://acme.example/?a=1&amp;b=2\">this</a></p>"
                + "<ul><li>one</li></ul><blockquote>quoted</blockquote><img src=\"cid:logo@x\" alt=\"Logo\">";
        assertThat(HtmlSanitizer.sanitize(html).value())
                .isEqualTo(
                        "<p>Hello <b>you</b>, see <a href=\"https://acme.example/?a=1&amp;b=2\" rel=\"noopener noreferrer"
                                + " nofollow\" target=\"_blank\">this</a></p><ul><li>one</li></ul><blockquote>quoted</blockquote>"
                                + "<img src=\"cid:logo@x\" alt=\"Logo\">");
    }

    @Test
    void remembersWhereAPictureIsThatItDoesNotLoad() {
        assertThat(HtmlSanitizer.sanitize("<img src=\" https://x.example/a?b&c \" alt=A>")
                        .value())
                .isEqualTo("<img alt=\"A\" data-remote=\"https://x.example/a?b&amp;c\">");
        for (String other :
                new String[] {"file:///etc/passwd", "javascript:alert(1)", "//x.example/a", "data:image/png;base64,x"
                }) {
            assertThat(HtmlSanitizer.sanitize("<img src='" + other + "'><img data-remote='" + other + "'>")
                            .value())
                    .isEqualTo("<img><img>");
        }
    }

    @Test
    void countsWhatWouldBeFetched() {
        assertThat(HtmlSanitizer.remoteReferences(
                        "<p>Hello</p><img src=\"cid:a@b\"><a href=\"https://x.example\">x</a>"))
                .isZero();
        assertThat(
                        HtmlSanitizer.remoteReferences(
                                "<img src=\"https://t.example/1.gif\"><img src=\"//t.example/2.gif\">"
                                        + "<p style=\"background:url(https://t.example/3.gif)\">x</p><link href=\"https://t.example/4.css\">"
                                        + "<style>@import 'http://t.example/5.css'</style><table background=\"https://t.example/6.gif\"></table>"))
                .isEqualTo(6);
    }
}
