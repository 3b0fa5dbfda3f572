package io.embedesk.examples.benchmarks.store;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * From an agent's click to the mail server that has the mail: saved, claimed, composed, sealed, sent and recorded; beside the same rows by hand
 * and Jakarta Mail with a connection that is open already. What a scheduler waits between two looks comes on top.
 */
public record ReplyRow(String name, Path folder) implements Row {
    private static final String SENDER = "support@acme.example";
    private static final Actor.Staff AGENT = Actor.agent("agent-7");
    private static final int WARM = 500;
    private static final int WHOLE = 2_000;
    private static final int BRIEF = 200;

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        int replies = brief ? BRIEF : WHOLE;
        try (Server server = Server.durable(folder.resolve(name));
                Filled filled = new Filled(server, 10_000, false);
                Sink sink = new Sink();
                SmtpChannel channel = SmtpChannel.of(
                        SmtpSettings.builder("localhost", new Mailbox("Acme Support", EmailAddress.of(SENDER)))
                                .port(sink.port())
                                .tls(TlsMode.PLAIN)
                                .build())) {
            Writes writes = new Writes(filled, filled.store);
            Desk desk = Desk.builder(filled.store)
                    .email(channel)
                    .replyKey(Secret.of("only-for-these-measurements-32by"))
                    .build();
            OutboxWorker worker = OutboxWorker.of(desk);
            ByHandWrites byHand = new ByHandWrites(filled, writes);
            Session session = Session.getInstance(new Properties());
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect("localhost", sink.port(), null, null);
                Compared.Call ours = () -> {
                    desk.tickets().reply(AGENT, writes.some().id(), ReplyDraft.text(Writes.Text.REPLY));
                    return worker.runOnce();
                };
                Compared.Call statements = () -> {
                    Object entry = byHand.reply();
                    send(session, transport);
                    filled.update("update embedesk_outbox set state = 'SENT' where reply_id = '" + entry + "'");
                    return 1;
                };
                for (int i = 0; i < (brief ? WARM / 5 : WARM); i++) {
                    ours.call();
                    statements.call();
                }
                int before = sink.mails();
                double[] mine = new double[replies];
                double[] others = new double[replies];
                for (int i = 0; i < replies; i++) {
                    mine[i] = millis(ours);
                    others[i] = millis(statements);
                }
                boolean complete = sink.mails() - before == 2 * replies;
                Arrays.sort(mine);
                Arrays.sort(others);
                return List.of(part("p50", mine, others, 0.5, complete), part("p99", mine, others, 0.99, complete));
            }
        }
    }

    private Measurement part(String what, double[] mine, double[] others, double part, boolean complete) {
        int at = (int) (mine.length * part);
        return new Measurement(
                name + "." + what, mine[at], "ms", others[at], mine.length, "each mail arrives", complete, null);
    }

    private static double millis(Compared.Call call) throws Exception {
        long began = System.nanoTime();
        if (!Integer.valueOf(1).equals(call.call())) {
            throw new IllegalStateException("A reply did not leave");
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private static void send(Session session, Transport transport) throws Exception {
        InternetAddress[] to = {new InternetAddress("customer@customer.example")};
        MimeMessage message = new MimeMessage(session);
        message.setFrom(SENDER);
        message.setRecipients(MimeMessage.RecipientType.TO, to);
        message.setSubject("Re: Question about the order");
        message.setText(Writes.Text.REPLY, "utf-8");
        message.saveChanges();
        transport.sendMessage(message, to);
    }
}
