package io.embedesk.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private interface Program {
        void run(String... args) throws Exception;
    }

    private static String printed(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return out.toString(UTF_8);
    }

    @Test
    void firstTicketPrintsATicketThatWasAnsweredButNotMailed() throws Exception {
        assertThat(printed(FirstTicket::main).lines())
                .containsExactly(
                        "#1 Cannot log in", "IN_PROGRESS, assigned to agent-7", "not e-mailed: NOT_CONFIGURED");
    }

    @Test
    void mailLoopReopensTheTicketWithTheCustomersOwnWords() throws Exception {
        assertThat(printed(MailLoop::main))
                .contains("Reply-To: ticket+", "\"strategy\":\"REPLY_ADDRESS\",\"strength\":\"PROVEN\"")
                .endsWith(String.format("--- the ticket is OPEN ---%nagent: Which browser do you use?%n"
                        + "customer: It is Firefox.%n"));
    }
}
