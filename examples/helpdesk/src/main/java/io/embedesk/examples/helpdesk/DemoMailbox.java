package io.embedesk.examples.helpdesk;

import io.embedesk.email.EmailAddress;
import io.embedesk.inbound.InboundEmail;
import io.embedesk.inbound.InboundReader;
import io.embedesk.inbound.RawMime;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.server.SMTPServer;

/** All customers' mailboxes in one: a real SMTP server in this process, reached by nobody else, that keeps the last mails. */
@Component
public final class DemoMailbox {
    private static final int KEPT = 100;

    private final InboundReader reader = InboundReader.of(RawMime.acceptingUnsignedRequests());
    private final List<CaughtMail> newestFirst = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Clock clock;
    private final @Nullable SMTPServer server;

    /**
     * A mail as it arrived.
     *
     * @param id its name on this page
     * @param at when it arrived
     * @param to the customer whose mailbox it is
     * @param raw its bytes
     * @param mail what they say
     */
    public record CaughtMail(int id, Instant at, String to, String raw, InboundEmail mail) {
        public EmailAddress answerTo() {
            EmailAddress replyTo = mail.parties().replyTo();
            return replyTo == null ? mail.parties().to().get(0) : replyTo;
        }

        public String head() {
            return raw.substring(0, Math.max(raw.indexOf("\r\n\r\n"), 0));
        }
    }

    DemoMailbox(HelpdeskProperties properties, Clock clock) throws IOException {
        this.clock = clock;
        this.server = properties.demoMailbox() && properties.smtp() == null ? started() : null;
    }

    private SMTPServer started() throws IOException {
        SMTPServer smtp = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) -> keep(to, data))
                .build();
        smtp.start();
        return smtp;
    }

    private void keep(String to, byte[] data) {
        try {
            InboundEmail mail = reader.readMime(new ByteArrayInputStream(data));
            String raw = new String(data, java.nio.charset.StandardCharsets.UTF_8);
            newestFirst.add(0, new CaughtMail(ids.incrementAndGet(), clock.instant(), to, raw, mail));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        while (newestFirst.size() > KEPT) {
            newestFirst.remove(newestFirst.size() - 1);
        }
    }

    /** {@return its port, while it is the mail server of the desk} */
    Optional<Integer> port() {
        return Optional.ofNullable(server).map(SMTPServer::getPortAllocated);
    }

    List<CaughtMail> mails() {
        return List.copyOf(newestFirst);
    }

    Optional<CaughtMail> find(int id) {
        return newestFirst.stream().filter(mail -> mail.id() == id).findFirst();
    }

    @PreDestroy
    void stop() {
        if (server != null) {
            server.stop();
        }
    }
}
