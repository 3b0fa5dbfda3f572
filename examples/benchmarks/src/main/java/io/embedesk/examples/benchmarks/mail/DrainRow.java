package io.embedesk.examples.benchmarks.mail;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import io.embedesk.spi.TicketStore;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Replies that wait in memory are composed and sent, and what came of them is recorded; beside Jakarta Mail, which sends as many
 * messages that are made already, over one connection per worker.
 */
public record DrainRow(String name) implements Row {
    private static final int WORKERS = 4;
    private static final int WARM = 2_000;
    private static final double LEAST_RATIO = 0.8;
    private static final String SENDER = "support@acme.example";
    private static final Actor.Staff AGENT = Actor.agent("agent-7");
    private static final String TEXT =
            "Thank you for writing to us. Which browser do you use, and which version of it? With that"
                    + " we can look into the matter of the invoice that does not open, and come back to you before tomorrow noon.";

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        List<Measurement> all = new ArrayList<>();
        try (Sink sink = new Sink()) {
            ours(sink, WARM);
            byHand(sink, WARM);
            for (int mails : brief ? new int[] {1_000, 5_000} : new int[] {1_000, 10_000, 50_000}) {
                double ours = ours(sink, mails);
                double byHand = byHand(sink, mails);
                all.add(new Measurement(
                        name,
                        ours,
                        "mails/s",
                        byHand,
                        mails,
                        "at least 0.8 of Jakarta Mail",
                        ours >= LEAST_RATIO * byHand,
                        null));
            }
        }
        return all;
    }

    private static double ours(Sink sink, int mails) throws Exception {
        SmtpSettings settings = SmtpSettings.builder("localhost", new Mailbox("Acme Support", EmailAddress.of(SENDER)))
                .port(sink.port())
                .tls(TlsMode.PLAIN)
                .build();
        try (SmtpChannel channel = SmtpChannel.of(settings)) {
            Desk desk = Desk.builder(TicketStore.inMemory())
                    .email(channel)
                    .replyKey(Secret.of("only-for-these-measurements-32by"))
                    .build();
            for (int i = 0; i < mails; i++) {
                var ticket = desk.tickets()
                        .open(
                                AGENT,
                                NewTicket.subject("The invoice does not open")
                                        .contact("customer" + i + "@customer.example"));
                desk.tickets().reply(AGENT, ticket.id(), ReplyDraft.text(TEXT));
            }
            return perSecond(mails, worker -> {
                OutboxWorker outbox = OutboxWorker.of(desk);
                int sent = 0;
                for (int now = outbox.runOnce(); now > 0; now = outbox.runOnce()) {
                    sent += now;
                }
                return sent;
            });
        }
    }

    private static double byHand(Sink sink, int mails) throws Exception {
        byte[] made = sink.last();
        return perSecond(mails, worker -> {
            Properties properties = new Properties();
            properties.put("mail.smtp.from", SENDER);
            Session session = Session.getInstance(properties);
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(made));
            InternetAddress[] to = {new InternetAddress("customer@customer.example")};
            int mine = mails / WORKERS;
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect("localhost", sink.port(), null, null);
                for (int i = 0; i < mine; i++) {
                    message.setHeader(
                            "Message-ID", "<" + worker + "." + i + "." + System.nanoTime() + "@acme.example>");
                    transport.sendMessage(message, to);
                }
            }
            return mine;
        });
    }

    private interface Work {
        int by(int worker) throws Exception;
    }

    private static double perSecond(int mails, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Callable<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                int worker = i;
                workers.add(() -> work.by(worker));
            }
            long began = System.nanoTime();
            int sent = 0;
            for (Future<Integer> one : threads.invokeAll(workers)) {
                sent += one.get();
            }
            if (sent != mails) {
                throw new IllegalStateException(sent + " of " + mails + " mails were sent");
            }
            return mails / ((System.nanoTime() - began) / 1e9);
        } finally {
            threads.shutdown();
        }
    }
}
