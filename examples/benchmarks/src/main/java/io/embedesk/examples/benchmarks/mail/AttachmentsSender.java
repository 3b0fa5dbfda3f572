package io.embedesk.examples.benchmarks.mail;

import io.embedesk.Actor;
import io.embedesk.AttachmentLimits;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.OutboxWorker;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.TicketStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends mails with large files from a folder, in a process of its own. */
public final class AttachmentsSender {
    private static final int WORKERS = 4;
    private static final int FILES = 3;
    private static final int FILE_BYTES = 8 << 20;
    private static final Actor.Staff AGENT = Actor.agent("agent-7");

    private AttachmentsSender() {}

    /**
     * Sends.
     *
     * @param args port of the mail server, how many mails, "streamed" or "held", a folder for the files
     */
    public static void main(String[] args) throws Exception {
        SmtpSettings settings = SmtpSettings.builder("localhost", Mailbox.of(EmailAddress.of("support@acme.example")))
                .port(Integer.parseInt(args[0]))
                .tls(TlsMode.PLAIN)
                .build();
        SmtpChannel channel = SmtpChannel.of(settings);
        Path file = Path.of(args[3], "file.csv");
        Files.write(file, "a,b,c\n".repeat(FILE_BYTES / 6).getBytes(StandardCharsets.US_ASCII));
        Desk desk = Desk.builder(TicketStore.inMemory())
                .attachments(AttachmentStore.inFolder(Path.of(args[3], "attachments")))
                .attachmentLimits(new AttachmentLimits(
                        FILES, FILE_BYTES, (long) FILES * FILE_BYTES, AttachmentLimits.DEFAULT.kinds()))
                .email(args[2].equals("held") ? new Held(channel) : channel)
                .replyKey(Secret.of("only-for-these-measurements-32by"))
                .build();
        int mails = Integer.parseInt(args[1]);
        for (int i = 0; i < mails; i++) {
            write(desk, file);
        }
        send(desk, mails);
        channel.close();
    }

    private static void write(Desk desk, Path file) {
        var ticket = desk.tickets().open(AGENT, NewTicket.subject("The log").contact("carla@customer.example"));
        ReplyDraft draft = ReplyDraft.text("Here it is");
        for (int i = 0; i < FILES; i++) {
            draft = draft.attach(Upload.of("log" + i + ".csv", "text/csv", Content.of(file)));
        }
        desk.tickets().reply(AGENT, ticket.id(), draft);
    }

    private static void send(Desk desk, int mails) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(threads.submit(() -> OutboxWorker.of(desk).runOnce()));
            }
            int sent = 0;
            for (Future<Integer> worker : workers) {
                sent += worker.get();
            }
            if (sent != mails) {
                throw new IllegalStateException(sent + " of " + mails + " mails were sent");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Broken on purpose: what somebody writes who reads a file before sending it. */
    private record Held(EmailChannel real) implements EmailChannel {
        @Override
        public Optional<Identity> identity() {
            return real.identity();
        }

        @Override
        public Duration deadline() {
            return real.deadline();
        }

        @Override
        public SendResult send(OutboundEmail email, Files files) {
            Map<Object, byte[]> held = new HashMap<>();
            email.attachments().forEach(file -> held.put(file.id(), bytes(files, file.id())));
            return real.send(email, id -> new ByteArrayInputStream(held.getOrDefault(id, new byte[0])));
        }

        private static byte[] bytes(Files files, io.embedesk.AttachmentId id) {
            try (InputStream in = files.open(id)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
