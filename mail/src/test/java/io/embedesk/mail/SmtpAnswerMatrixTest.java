package io.embedesk.mail;

import static io.embedesk.mail.testing.ScriptedSmtpServer.FINAL_DOT;
import static io.embedesk.mail.testing.ScriptedSmtpServer.GREETING;
import static io.embedesk.mail.testing.ScriptedSmtpServer.HANG_UP;
import static io.embedesk.mail.testing.ScriptedSmtpServer.SILENCE;
import static io.embedesk.mail.testing.ScriptedSmtpServer.andNoMore;
import static io.embedesk.mail.testing.ScriptedSmtpServer.slowly;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.mail.testing.ScriptedSmtpServer;
import io.embedesk.spi.EmailChannel.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every class of answer to every command, whole, slow, half and not at all, ends in the result that is written down here. */
class SmtpAnswerMatrixTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(3);

    private static final List<String> COMMANDS = List.of(GREETING, "EHLO", "AUTH", "MAIL", "RCPT", "DATA", FINAL_DOT);
    private static final Map<String, String> GOOD = Map.of(
            GREETING,
            "220 ready",
            "EHLO",
            "250-scripted\n250 AUTH PLAIN",
            "AUTH",
            "235 2.7.0 welcome",
            "MAIL",
            "250 Ok",
            "RCPT",
            "250 Ok",
            "DATA",
            "354 go on",
            FINAL_DOT,
            "250 Ok");
    private static final List<String> BAD = List.of(
            "421 4.3.2 closing",
            "450 4.2.1 later",
            "454 4.7.0 temporarily",
            "500 5.5.2 what",
            "530 5.7.0 log in",
            "535 5.7.8 wrong",
            "550 5.7.1 no",
            "554 5.3.4 never",
            "554-5.3.4 never\n554 5.3.4 ever");

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (String command : COMMANDS) {
            String good = Objects.requireNonNull(GOOD.get(command));
            for (String answer : BAD) {
                cells.add(Arguments.of(command, answer, expected(command, answer)));
                cells.add(Arguments.of(command, andNoMore(answer), expected(command, answer)));
            }
            cells.add(Arguments.of(command, slowly("550 no"), expected(command, "550 no")));
            cells.add(Arguments.of(command, slowly("250 " + "x".repeat(500)), broken(command)));
            cells.add(Arguments.of(command, SILENCE, broken(command)));
            cells.add(Arguments.of(command, HANG_UP, broken(command)));
            cells.add(Arguments.of(
                    command, andNoMore(good), command.equals(FINAL_DOT) ? "ACCEPTED" : broken(next(command))));
        }
        return cells.stream();
    }

    private static String next(String command) {
        return COMMANDS.get(COMMANDS.indexOf(command) + 1);
    }

    /** The connection is of no use any more; only after the final dot is there something to doubt. */
    private static String broken(String command) {
        return command.equals(FINAL_DOT) ? "InDoubt" : "Unavailable";
    }

    private static String expected(String command, String answer) {
        String code = answer.substring(0, 3);
        boolean beforeTheMail = List.of(GREETING, "EHLO").contains(command);
        if (beforeTheMail || code.equals("421")) {
            return "Unavailable";
        }
        if (command.equals("AUTH")) {
            // 530 to a login asks for something else first, such as TLS.
            return code.startsWith("4") || code.equals("530") ? "Unavailable" : "CredentialsRefused";
        }
        if (code.equals("530") || code.equals("535")) {
            return "CredentialsRefused";
        }
        return code.startsWith("4") ? "TRY_LATER" : "REFUSED";
    }

    @ParameterizedTest(name = "[{index}] {0}: {1}")
    @MethodSource("cells")
    void endsAsItIsWrittenDown(String command, String answer, String expected) throws Exception {
        try (ScriptedSmtpServer script =
                ScriptedSmtpServer.start().to("EHLO", Objects.requireNonNull(GOOD.get("EHLO")))) {
            script.to(command, answer);
            SmtpSettings settings = SmtpSettings.builder(
                            "localhost", Mailbox.of(EmailAddress.of("support@acme.example")))
                    .port(script.port())
                    .tls(TlsMode.PLAIN)
                    .login("ann", Secret.of("secret"))
                    .answerWithin(Duration.ofSeconds(30))
                    .deadline(DEADLINE)
                    .build();
            long began = System.nanoTime();
            SendResult result = SmtpChannel.of(settings).send(Mails.plain(), id -> {
                throw new IOException("no files");
            });
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DEADLINE.plus(SLACK));
            assertThat(named(result)).as(result.toString()).isEqualTo(expected);
            assertThat(result.toString()).doesNotContain("secret");
        }
    }

    private static String named(SendResult result) {
        return result instanceof SendResult.Answered answered
                ? Objects.requireNonNull(answered.answers().get(Mails.CARLA))
                        .verdict()
                        .name()
                : result.getClass().getSimpleName();
    }
}
