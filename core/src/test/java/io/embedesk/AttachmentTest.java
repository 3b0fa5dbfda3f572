package io.embedesk;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.InvalidInputException.Violation;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be attached, and as what it is kept. */
class AttachmentTest {
    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";

    private final Scenario scenario = new Scenario();
    private final Ticket ticket = scenario.open("Printer");

    private static Upload file(String name, String contentType, String content) {
        return Upload.of(name, contentType, Content.of(content.getBytes(UTF_8)));
    }

    private List<Violation> violations(Upload... uploads) {
        ReplyDraft draft = ReplyDraft.text("See file");
        for (Upload upload : uploads) {
            draft = draft.attach(upload);
        }
        ReplyDraft all = draft;
        try {
            scenario.tickets().reply(ANN, ticket.id(), all);
            return List.of();
        } catch (InvalidInputException e) {
            return e.violations();
        }
    }

    @Test
    void keepsTheTypeThatTheBytesHave() {
        Upload lying = file("report.pdf", "text/html", "%PDF-1.7 ...");
        AgentReply reply = scenario.tickets()
                .reply(ANN, ticket.id(), ReplyDraft.text("See file").attach(lying))
                .entry();
        assertThat(reply.attachments()).extracting(Attachment::contentType).containsExactly("application/pdf");
    }

    @Test
    void refusesEveryFileThatIsOfNoAllowedKindAtOnce() {
        assertThat(violations(
                        file("ok.txt", "text/plain", "fine"),
                        file("page.png", "image/png", SVG),
                        file("run.js", "text/plain", "alert(1)")))
                .extracting(Violation::reason)
                .satisfiesExactly(
                        first -> assertThat(first).contains("page.png").contains("csv, image, pdf"),
                        second -> assertThat(second).contains("run.js"));
        assertThat(scenario.now(ticket).lastSeq()).isZero();
    }

    @Test
    void refusesTooManyAndTooMuch() {
        Scenario small = new Scenario(
                options -> options.attachmentLimits(new AttachmentLimits(2, 10, 15, AttachmentLimits.DEFAULT.kinds())));
        Ticket there = small.open("Printer");
        Upload ten = file("ten.txt", "text/plain", "0123456789");
        Upload eleven = file("eleven.txt", "text/plain", "0123456789a");
        assertThatThrownBy(() -> small.tickets()
                        .reply(
                                ANN,
                                there.id(),
                                ReplyDraft.text("x").attach(ten).attach(ten).attach(ten)))
                .hasMessageContaining("are 3; at most 2");
        assertThatThrownBy(() -> small.tickets()
                        .reply(ANN, there.id(), ReplyDraft.text("x").attach(eleven)))
                .hasMessageContaining("'eleven.txt' has more than 10 bytes");
        assertThatThrownBy(() -> small.tickets()
                        .reply(ANN, there.id(), ReplyDraft.text("x").attach(ten).attach(ten)))
                .hasMessageContaining("more than 15 bytes together");
        small.tickets().reply(ANN, there.id(), ReplyDraft.text("x").attach(ten));
    }

    @Test
    void allowsAnythingWhenTheHostSaysSo() {
        Scenario open = new Scenario(
                options -> options.attachmentLimits(AttachmentLimits.DEFAULT.kinds(EnumSet.allOf(FileKind.class))));
        AgentReply reply = open.tickets()
                .reply(
                        ANN,
                        open.open("Printer").id(),
                        ReplyDraft.text("x").attach(file("a.ics", "text/calendar", "BEGIN:VCALENDAR")))
                .entry();
        assertThat(reply.attachments()).extracting(Attachment::contentType).containsExactly("text/calendar");
    }

    @Test
    void takesAnyFileOfAMailButBelievesNoTypeThatItsBytesDeny() {
        scenario.receive(Messages.from(CARLA)
                .to(scenario.replyAddress(ticket))
                .attach(file("a.png", "image/png", SVG))
                .attach(file("a.gif", "text/html", "GIF89a.."))
                .attach(file("a.ics", "text/calendar", "BEGIN:VCALENDAR")));
        assertThat(scenario.last(ticket).attachments())
                .extracting(Attachment::contentType)
                .containsExactly("application/octet-stream", "image/gif", "text/calendar");
    }
}
