package io.embedesk.examples.benchmarks.mail;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whole conversations go through a real mail server into a mailbox, and mail programs say what they see: one thread, whoever began it,
 * and also where the server gives every mail of ours another Message-ID on the way.
 */
public record ClientsRow(String name) implements Row {
    private enum Rewriting {
        NONE("", "acme.example"),
        SES(
                "/^Message-ID: <(ticket\\..*)\\.reply@acme\\.example>/"
                        + " REPLACE Message-ID: <0102019a$1-000000@eu-west-1.amazonses.com>",
                "eu-west-1.amazonses.com"),
        OUTLOOK(
                "/^Message-ID: <ticket\\.(.*)\\.reply@acme\\.example>/"
                        + " REPLACE Message-ID: <$1@AM0PR01MB1234.eurprd01.prod.exchangelabs.com>",
                "AM0PR01MB1234.eurprd01.prod.exchangelabs.com");

        private final String check;
        /** Of our mails, when they arrive. */
        private final String idHost;

        Rewriting(String check, String idHost) {
            this.check = check;
            this.idHost = idHost;
        }
    }

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        if (!Postfix.isInstalled()) {
            System.out.println(name + " is left out: it needs root and the system's postfix, notmuch and mutt");
            return List.of();
        }
        List<Measurement> all = new ArrayList<>();
        for (Rewriting rewriting : Rewriting.values()) {
            for (boolean customerBegins : new boolean[] {true, false}) {
                all.addAll(measure(rewriting, customerBegins));
            }
        }
        return all;
    }

    private List<Measurement> measure(Rewriting rewriting, boolean customerBegins) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        try (Postfix postfix = Postfix.start(rewriting.check)) {
            Conversation conversation = new Conversation(postfix, rewriting.idHost);
            int mails = conversation.talk(customerBegins);
            int[] longest = new int[MailProgram.values().length];
            for (MailProgram program : MailProgram.values()) {
                longest[program.ordinal()] = program.longestThread(postfix.folder(), postfix.mailFolder());
            }
            conversation.strayAnswer();
            for (MailProgram program : MailProgram.values()) {
                String who = customerBegins ? "customer" : "agent";
                String row = String.join(".", name, program.name(), rewriting.name(), who)
                        .toLowerCase(Locale.ROOT);
                boolean controlRed = program.longestThread(postfix.folder(), postfix.mailFolder()) <= mails;
                int seen = longest[program.ordinal()];
                measured.add(new Measurement(
                        row, seen, "mails in a thread", null, mails, "all in one", seen == mails, controlRed));
            }
        }
        return measured;
    }
}
