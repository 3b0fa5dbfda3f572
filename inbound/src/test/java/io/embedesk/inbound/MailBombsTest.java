package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.bytes;
import static io.embedesk.inbound.Fixtures.crlf;
import static io.embedesk.inbound.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.inbound.InboundException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small mails that cost parsers seconds, their stack or their memory. How fast they are refused is for a measurement to say. */
class MailBombsTest {
    private static final int MANY = 100_000;

    private static InboundEmail read(String mail) throws IOException {
        return InboundReader.of(RawMime.acceptingUnsignedRequests()).readMime(new ByteArrayInputStream(bytes(mail)));
    }

    private static String multipart(String parts) {
        return mail("Content-Type: multipart/mixed; boundary=b\n", "") + parts;
    }

    /** What is refused, and why. */
    static Stream<Map.Entry<String, Map.Entry<String, Reason>>> refused() {
        Map<String, Map.Entry<String, Reason>> bombs = new LinkedHashMap<>();
        bombs.put("empty parts", Map.entry(multipart("--b\r\n\r\n".repeat(MANY)), Reason.TOO_MANY));
        bombs.put(
                "parts without a named boundary",
                Map.entry(mail("Content-Type: multipart/mixed\n", "") + "--b\r\n\r\n".repeat(MANY), Reason.TOO_MANY));
        String parts = "--b\r\n\r\n".repeat(MANY);
        String decoy = "\nX: boundary=decoy\n";
        for (String written : List.of(
                "boundary*=utf-8''b",
                "boundary*0=b",
                "boundary(c)=b",
                "boundary=(c)b",
                "boundary\n =\n b",
                "boundary=\"\\b\"")) {
            bombs.put(
                    "parts behind " + written,
                    Map.entry(mail("Content-Type: multipart/mixed; " + written + decoy, "") + parts, Reason.TOO_MANY));
        }
        bombs.put(
                "boundaries",
                Map.entry(
                        multipart("--b\r\nContent-Type: multipart/mixed; boundary=x0\r\n\r\n") + nested(MANY),
                        Reason.TOO_MANY));
        bombs.put("nested parts", Map.entry(multipart("") + nested(60), Reason.TOO_DEEP));
        bombs.put("recipients", Map.entry(mail("Cc: " + "a@b.example, ".repeat(MANY) + "\n", "x"), Reason.TOO_LARGE));
        bombs.put(
                "fewer recipients", Map.entry(mail("Cc: " + "a@b.example, ".repeat(300) + "\n", "x"), Reason.TOO_MANY));
        bombs.put("header lines", Map.entry(mail("X: y\n".repeat(MANY), "x"), Reason.TOO_MANY));
        bombs.put("one header", Map.entry(mail("X: " + "y".repeat(1 << 20) + "\n", "x"), Reason.TOO_LARGE));
        bombs.put("folded header", Map.entry(mail("X: y\n" + " y\n".repeat(MANY), "x"), Reason.TOO_LARGE));
        bombs.put(
                "encoded words",
                Map.entry(mail("Comments: " + "=?utf-8?q?a?= ".repeat(MANY) + "\n", "x"), Reason.TOO_LARGE));
        bombs.put(
                "files",
                Map.entry(
                        multipart(
                                "--b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n".repeat(60) + "--b--"),
                        Reason.TOO_MANY));
        return bombs.entrySet().stream();
    }

    private static String nested(int depth) {
        StringBuilder out = new StringBuilder("--b\r\n");
        for (int i = 0; i < depth; i++) {
            out.append("Content-Type: multipart/mixed; boundary=n")
                    .append(i)
                    .append("\r\n\r\n--n")
                    .append(i)
                    .append("\r\n");
        }
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("refused")
    @Timeout(20)
    void isRefusedAndSaysWhy(Map.Entry<String, Map.Entry<String, Reason>> bomb) {
        assertThatThrownBy(() -> read(bomb.getValue().getKey()))
                .as(bomb.getKey())
                .isInstanceOfSatisfying(
                        InboundException.class,
                        e -> assertThat(e.reason()).isEqualTo(bomb.getValue().getValue()));
    }

    /** What is read, for it costs nothing here. */
    static Stream<String> harmless() {
        return Stream.of(
                mail("Content-Type: message/rfc822\n", "") + "Content-Type: message/rfc822\r\n\r\n".repeat(8_000),
                mail("Content-Type: multipart/mixed; boundary=\"" + "b".repeat(7_000) + "\"\n", "x"),
                mail("Content-Type: text/html\n", "<div>".repeat(MANY)),
                mail("Content-Type: text/html\n", "<blockquote type=cite>".repeat(20_000) + "x"),
                mail("Content-Type: text/html\n", "<a href=\"x\">".repeat(20_000)),
                mail("", "On 2 Mar 2026 at 09:14, Ann <a@b.example> wrote:\n".repeat(20_000)),
                mail("", "On 2 Mar 2026 at 09:14\n".repeat(40_000)),
                mail("", "From: a\nSent: b\nTo: c\n".repeat(40_000)),
                mail("", ">".repeat(1 << 20)),
                mail("", "--\n".repeat(200_000)),
                mail("", "a".repeat(1 << 20) + " wrote:"),
                mail("References: " + "<a@b.example> ".repeat(15_000) + "\n", "x"),
                mail("Content-Type: text/plain" + "; a*0=b".repeat(20_000) + "\n", "x"),
                mail("Subject: " + "=?utf-8?q?a?= ".repeat(15_000) + "\n", "x"));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    @Timeout(20)
    void isReadInNoTime(String mail) {
        assertThatCode(() -> read(mail)).doesNotThrowAnyException();
    }

    @Test
    void aLineThatIsNoHeaderBeginsTheBody() throws IOException {
        InboundEmail mail = read(crlf("From: a@b.example\nSubject: x\nThis is no header\nNor: this\n\nBody"));
        assertThat(mail.subject()).isEqualTo("x");
        assertThat(mail.body().text()).contains("This is no header", "Nor: this", "Body");
    }

    @Test
    void flowedLinesAreOneLine() throws IOException {
        InboundEmail mail = read(mail(
                "Content-Type: text/plain; format=flowed; delsp=yes\n",
                "It does not \nopen, and \nthat is all.\n From here.\n> Is it \n> on?\n-- \nCarla"));
        assertThat(mail.body().text())
                .isEqualTo("It does notopen, andthat is all.\nFrom here.\n> Is iton?\n-- \nCarla");
    }
}
