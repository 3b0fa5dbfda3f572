package io.embedesk.examples.helpdesk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** HTML that runs a script where nobody cleans it, in the ways that mail has been seen to try. {@code RUN} stands for the script. */
final class XssPayloads {
    private XssPayloads() {}

    /** One for each way to run something. */
    private static final List<String> WAYS = List.of(
            "<script>RUN</script>",
            "<script src=\"data:text/javascript,RUN\"></script>",
            "<img src=x onerror=\"RUN\">",
            "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==\" onload=\"RUN\">",
            "<svg onload=\"RUN\"></svg>",
            "<svg><script>RUN</script></svg>",
            "<svg><animate onbegin=\"RUN\" attributeName=x dur=1s></svg>",
            "<svg><set onbegin=\"RUN\" attributeName=x to=0></svg>",
            "<svg><image href=x onerror=\"RUN\"></image></svg>",
            "<svg><a xlink:href=\"javascript:RUN\"><text>x</text></a></svg>",
            "<svg><foreignObject><img src=x onerror=\"RUN\"></foreignObject></svg>",
            "<math><mtext><img src=x onerror=\"RUN\"></mtext></math>",
            "<body onload=\"RUN\">x",
            "<video src=x onerror=\"RUN\"></video>",
            "<video><source src=x onerror=\"RUN\"></video>",
            "<audio src=x onerror=\"RUN\"></audio>",
            "<iframe src=\"javascript:RUN\"></iframe>",
            "<iframe srcdoc=\"<script>parent.RUN</script>\"></iframe>",
            "<iframe onload=\"RUN\"></iframe>",
            "<object data=\"data:text/html,<script>RUN</script>\" onerror=\"RUN\"></object>",
            "<embed src=\"javascript:RUN\">",
            "<details open ontoggle=\"RUN\"><summary>x</summary>y</details>",
            "<input autofocus onfocus=\"RUN\">",
            "<textarea autofocus onfocus=\"RUN\">x</textarea>",
            "<select autofocus onfocus=\"RUN\"><option>x</select>",
            "<button autofocus onfocus=\"RUN\">x</button>",
            "<div tabindex=0 autofocus onfocus=\"RUN\">x</div>",
            "<a href=\"javascript:RUN\">x</a>",
            "<a href=\"javascript:RUN\" target=_self>x</a>",
            "<area href=\"javascript:RUN\" shape=default><map><area href=\"javascript:RUN\"></map>",
            "<form action=\"javascript:RUN\"><button>x</button></form>",
            "<form><button formaction=\"javascript:RUN\">x</button></form>",
            "<form><input type=submit formaction=\"javascript:RUN\" value=x></form>",
            "<link rel=stylesheet href=\"data:text/css,x{}\" onload=\"RUN\">",
            "<style onload=\"RUN\">x{}</style>",
            "<style>@keyframes k{from{left:0}to{left:1px}}</style><p style=\"animation:k 1ms\" onanimationstart=\"RUN\">x</p>",
            "<p onclick=\"RUN\">x</p>",
            "<p onmouseover=\"RUN\">x</p>",
            "<p style=\"position:fixed;inset:0\" onpointerover=\"RUN\" onmouseover=\"RUN\">x</p>",
            "<table background=x><tr><td><img src=x onerror=\"RUN\"></table>",
            "<template shadowrootmode=open><img src=x onerror=\"RUN\"></template><img src=x onerror=\"RUN\">",
            "<noscript><p title=\"</noscript><img src=x onerror=RUN>\"></noscript>",
            "<title><img src=\"</title><img src=x onerror=RUN>\"></title>",
            "<textarea><img src=\"</textarea><img src=x onerror=RUN>\"></textarea>",
            "<xmp><p title=\"</xmp><img src=x onerror=RUN>\"></xmp>",
            "<noembed><p title=\"</noembed><img src=x onerror=RUN>\"></noembed>",
            "<noframes><p title=\"</noframes><img src=x onerror=RUN>\"></noframes>",
            "<plaintext><img src=x onerror=\"RUN\">",
            "<!--><img src=x onerror=\"RUN\">-->",
            "<!--x--!><img src=x onerror=\"RUN\">",
            "<![CDATA[><img src=x onerror=\"RUN\">]]>",
            "<math><style><img src=x onerror=\"RUN\"></style></math>",
            "<svg><style><img src=x onerror=\"RUN\"></style></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=RUN&gt;\">",
            "<svg></p><style><a id=\"</style><img src=1 onerror=RUN>\">",
            "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img src=x onerror=RUN>\">",
            "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x onerror=RUN>\">",
            "<base href=\"javascript:RUN//\"><a href=\"x\">x</a><img src=x onerror=\"RUN\">",
            "<meta http-equiv=refresh content=\"0;url=javascript:RUN\"><img src=x onerror=\"RUN\">",
            "<marquee onstart=\"RUN\">x</marquee>",
            "<dialog open onclose=\"RUN\"><form method=dialog><button>x</button></form></dialog>",
            "<p contenteditable autofocus tabindex=1 onfocus=\"RUN\">x</p>",
            "<img srcset=\"x 1x\" onerror=\"RUN\">",
            "<picture><source srcset=x><img onerror=\"RUN\" src=x></picture>");

    /** The same, written so that a filter may overlook it. */
    private static final List<UnaryOperator<String>> DISGUISES = List.of(
            payload -> payload,
            payload -> "<div><b>Dear support,</b><br>" + payload + "</div>",
            XssPayloads::mixedCase,
            payload -> payload.replace(" on", "\non").replace("=\"", "\t=\n\""),
            payload -> payload.replace(" on", "/on").replace("<img src=x", "<img/src=x"),
            payload -> payload.replace("javascript:", "java\tscript:").replace(" on", " on".toUpperCase(Locale.ROOT)),
            payload -> payload.replace("javascript:", "&#106;avascript&colon;"),
            payload -> payload.replace("javascript:", " \u0001javascript:"),
            payload -> "<p title=\"\"><\" " + payload + "</p>",
            payload -> payload.replace("<", "<<"),
            payload -> payload.replaceFirst(">$", ""));

    private static String mixedCase(String payload) {
        StringBuilder out = new StringBuilder();
        boolean tag = false;
        boolean value = false;
        for (int i = 0; i < payload.length(); i++) {
            char c = payload.charAt(i);
            value ^= c == '"';
            tag = c == '<' || tag && c != ' ' && c != '>';
            out.append(tag && !value && i % 2 == 1 ? Character.toUpperCase(c) : c);
        }
        return out.toString();
    }

    /** {@return all, none twice; each tells its number when it runs} */
    static List<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (UnaryOperator<String> disguise : DISGUISES) {
            for (String way : WAYS) {
                all.add(disguise.apply(way));
            }
        }
        List<String> numbered = new ArrayList<>();
        for (String payload : all) {
            numbered.add(payload.replace("RUN", "top.ran(" + numbered.size() + ")"));
        }
        return numbered;
    }
}
