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

    @Test
    void storeEventsHearsAtOnceAndReadsOn() throws Exception {
        assertThat(printed(StoreEvents::main).lines())
                .containsExactly(
                        "heard Opened by agent:agent-7",
                        "heard ASSIGNEE became agent-9 by agent:agent-7",
                        "1 Opened by agent:agent-7",
                        "2 ASSIGNEE became agent-9 by agent:agent-7",
                        "heard STATUS became RESOLVED by agent:agent-7",
                        "3 STATUS became RESOLVED by agent:agent-7",
                        "read up to 3");
    }

    @Test
    void portalLinksLetsACustomerInOnce() throws Exception {
        assertThat(printed(PortalLinks::main).lines())
                .containsExactly(
                        "#1 Cannot log in: Solved", "Received: YOU said It happened again.", "the link again: false");
    }

    @Test
    void nobodyOnlineMakesOneTicketOfAConversation() throws Exception {
        assertThat(printed(NobodyOnline::main).lines())
                .containsExactly(
                        "somebody is there",
                        "ticket #1 I was charged twice",
                        "the same ticket, 1 new line",
                        "bot: How can I help?",
                        "visitor: I was charged twice",
                        "visitor: Hello?");
    }

    @Test
    void mergeTicketsTakesMailAlongAndBack() throws Exception {
        assertThat(printed(MergeTickets::main).lines())
                .containsExactly(
                        "open: 1",
                        "the answer is on the survivor: true",
                        "- I cannot log in",
                        "- It works again",
                        "Login is OPEN again",
                        "open: 2");
    }

    @Test
    void cannedAnswersTakeNoValueForAPlaceholderOrMarkup() throws Exception {
        assertThat(printed(CannedAnswers::main).lines())
                .containsExactly(
                        "Hello Carla <admin> {{ticket.number}}, about #1: which browser, Acme Cloud?",
                        "Hello Carla &lt;admin&gt; {{ticket.number}}, about #1: which browser, Acme Cloud?",
                        "- Ask for the browser");
    }

    @Test
    void ownAccessPolicyHidesAndRefuses() throws Exception {
        assertThat(printed(OwnAccessPolicy::main).lines())
                .containsExactly(
                        "the lead sees 2",
                        "the clerk sees 1",
                        "EMB-1002: what one may not see looks as if it were not there",
                        "EMB-1003: the clerk may not delete");
    }

    @Test
    void erasePersonLeavesThatThereWasATicket() throws Exception {
        assertThat(printed(ErasePerson::main).lines())
                .containsExactly(
                        "exported: My address has changed, 1 entry",
                        "ErasureReport[ended=1, rewritten=0]",
                        "[erased] of Unknown: [erased]",
                        "- Opened",
                        "- Replied",
                        "- FieldChanged",
                        "- FieldChanged",
                        "- Erased");
    }
}
