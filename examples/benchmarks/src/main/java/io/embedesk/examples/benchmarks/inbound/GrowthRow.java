package io.embedesk.examples.benchmarks.inbound;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.inbound.HtmlSanitizer;
import io.embedesk.inbound.InboundException;
import io.embedesk.inbound.InboundReader;
import io.embedesk.inbound.RawMime;
import io.embedesk.inbound.ReplyExtractor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The worst that a stranger may send to each stage, twice as much each time: the time must no more than double. */
public record GrowthRow(String name) implements Row {
    private static final double MOST = 2.3;
    private static final int SMALLEST = 1 << 16;
    private static final int LARGEST = 1 << 20;
    private static final int RUNS = 5;
    /** What seems to grow faster is measured again, so often: a collector's work is not the stage's. */
    private static final int AGAIN = 4;
    /** Less than that is noise. */
    private static final double LEAST_MILLIS = 2;

    private record Stage(String piece, Consumer<String> work) {
        String text(int chars) {
            return piece.repeat(chars / piece.length());
        }
    }

    @Override
    public List<Measurement> measure(boolean brief) {
        Map<String, Stage> stages = new LinkedHashMap<>();
        stages.put(
                "reply.attributions",
                new Stage("On 2 Mar 2026 at 09:14, Ann <a@b.example> wrote:\n", ReplyExtractor::ofPlain));
        stages.put("reply.beginnings", new Stage("On 2 Mar 2026 at 09:14\n", ReplyExtractor::ofPlain));
        stages.put("reply.headers", new Stage("From: a\nSent: b\nTo: c\n", ReplyExtractor::ofPlain));
        stages.put("reply.quotes", new Stage("> a\nb\n", ReplyExtractor::ofPlain));
        stages.put("reply.rules", new Stage("--\n", ReplyExtractor::ofPlain));
        stages.put("reply.line", new Stage("a wrote: ", ReplyExtractor::ofPlain));
        stages.put("html.elements", new Stage("<p>a <b>b</b></p>", HtmlSanitizer::sanitize));
        stages.put("html.unclosed", new Stage("<a href=x>", HtmlSanitizer::sanitize));
        stages.put("html.nested", new Stage("<div>", HtmlSanitizer::sanitize));
        stages.put("html.quotes", new Stage("<blockquote type=cite>a", html -> ReplyExtractor.extract("", null, html)));
        stages.put("mime.parts", new Stage("--b\r\n\r\n", GrowthRow::mime));
        stages.put("mime.lines", new Stage("--\r\n", GrowthRow::mime));
        stages.put("mime.text", new Stage("a =C3=BC b=\r\n", GrowthRow::mime));
        List<Measurement> all = new ArrayList<>();
        stages.forEach((stage, what) -> all.add(measured(name + "." + stage, what)));
        // Broken on purpose: looks at all that came before for each piece.
        Stage broken = new Stage("abcd", text -> {
            int found = 0;
            for (int i = 0; i < text.length(); i += 64) {
                found += text.substring(0, i).indexOf('x') < 0 ? 1 : 0;
            }
            if (found < 0) {
                throw new IllegalStateException();
            }
        });
        Measurement control = measured(name + ".control", broken);
        boolean found = Boolean.FALSE.equals(control.met());
        all.add(new Measurement(
                control.row(), control.value(), control.unit(), null, control.n(), "is found out", found, found));
        return all;
    }

    private static void mime(String body) {
        String mail = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + body;
        try {
            InboundReader.of(RawMime.acceptingUnsignedRequests())
                    .readMime(new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (InboundException e) {
            // Refused, which took as long.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The largest growth of any doubling whose times are more than noise. */
    private static Measurement measured(String row, Stage stage) {
        double worst = 0;
        stage.work().accept(stage.text(SMALLEST));
        double half = least(stage, stage.text(SMALLEST));
        for (int size = SMALLEST * 2; size <= LARGEST; size *= 2) {
            double whole = least(stage, stage.text(size));
            boolean counts = half >= LEAST_MILLIS;
            for (int i = 0; i < AGAIN && counts && whole > MOST * half; i++) {
                half = Math.min(half, least(stage, stage.text(size / 2)));
                whole = Math.min(whole, least(stage, stage.text(size)));
            }
            if (counts) {
                worst = Math.max(worst, whole / half);
            }
            half = whole;
        }
        return new Measurement(
                row,
                worst,
                "times for twice as much",
                null,
                LARGEST,
                "at most " + MOST + ", up to 1 MiB",
                worst <= MOST,
                null);
    }

    /** Whatever else the machine does makes a run longer, never shorter. */
    private static double least(Stage stage, String text) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long began = System.nanoTime();
            stage.work().accept(text);
            least = Math.min(least, (System.nanoTime() - began) / 1e6);
        }
        return least;
    }
}
