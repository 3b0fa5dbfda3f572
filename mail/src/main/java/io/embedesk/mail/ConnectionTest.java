package io.embedesk.mail;

import io.embedesk.EntryId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.Answer.Verdict;
import io.embedesk.spi.EmailChannel.SendResult;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tries settings out, step by step, up to a mail that somebody can see. Each step is reported when it is over, with what was
 * said and, when it failed, with what to do about it. Nothing that it reports has a secret in it.
 */
public final class ConnectionTest {
    private final SmtpSettings settings;
    private final HostPolicy policy;
    private final Mailbox to;
    private final String subject;
    private final String text;
    private final Clock clock;

    private ConnectionTest(
            SmtpSettings settings, HostPolicy policy, Mailbox to, String subject, String text, Clock clock) {
        this.settings = settings;
        this.policy = policy;
        this.to = to;
        this.subject = subject;
        this.text = text;
        this.clock = clock;
    }

    /**
     * A test that sends its mail to the sender itself.
     *
     * @param settings what to try out
     * @return the test
     */
    public static ConnectionTest of(SmtpSettings settings) {
        return new ConnectionTest(
                settings,
                HostPolicy.ANY,
                settings.from(),
                "Your mail settings work",
                "This mail was sent to try out the mail settings of your support desk. There is nothing to do.",
                Clock.systemUTC());
    }

    /**
     * The same test, which connects to some addresses only: for settings that come from customers of the host.
     *
     * @param allowed instead of {@link HostPolicy#ANY}
     * @return a changed copy
     */
    public ConnectionTest contacting(HostPolicy allowed) {
        return new ConnectionTest(settings, allowed, to, subject, text, clock);
    }

    /**
     * The same test with another recipient.
     *
     * @param recipient instead of the sender
     * @return a changed copy
     */
    public ConnectionTest to(EmailAddress recipient) {
        return new ConnectionTest(settings, policy, Mailbox.of(recipient), subject, text, clock);
    }

    /**
     * The same test with other words, for instance in the language of whoever gets them.
     *
     * @param newSubject of the mail
     * @param newText of the mail
     * @return a changed copy
     */
    public ConnectionTest saying(String newSubject, String newText) {
        return new ConnectionTest(settings, policy, to, newSubject, newText, clock);
    }

    /**
     * The same test with the host's clock.
     *
     * @param time the Date of the mail
     * @return a changed copy
     */
    public ConnectionTest clock(Clock time) {
        return new ConnectionTest(settings, policy, to, subject, text, time);
    }

    /** What is tried, in this order. */
    public enum Step {
        /** The host's name has an address that may be contacted. */
        RESOLVE,
        /** Somebody answers there. */
        CONNECT,
        /** The connection is protected, by a certificate for that name. */
        TLS,
        /** The user and the password are right. */
        LOGIN,
        /** The sender may send, and the recipient is taken. */
        SEND
    }

    /**
     * What came of a step.
     *
     * @param step which
     * @param passed whether the next one is tried
     * @param took how long it took
     * @param said what was said, by the server or the platform
     * @param remedy what to do; null when it passed
     */
    public record Result(
            Step step,
            boolean passed,
            Duration took,
            String said,
            @Nullable String remedy) {}

    /**
     * Runs until a step fails or all have passed. It takes at most a little more than the deadline of the settings for each
     * step, whatever the server does.
     *
     * @param heard is told each result, as soon as there is one
     * @return whether all passed
     */
    public boolean run(Consumer<Result> heard) {
        Reported reported = new Reported(heard);
        try (SmtpProbe probe = new SmtpProbe(settings, policy)) {
            return reported.step(Step.RESOLVE, probe::resolve)
                    && reported.step(Step.CONNECT, probe::connect)
                    && reported.step(Step.TLS, probe::secure)
                    && reported.inSession();
        }
    }

    private final class Reported {
        private final Consumer<Result> heard;

        Reported(Consumer<Result> heard) {
            this.heard = heard;
        }

        boolean step(Step step, SmtpProbe.Attempt attempt) {
            long began = System.nanoTime();
            try {
                String said = attempt.make();
                heard.accept(new Result(step, true, since(began), said, null));
                return true;
            } catch (SmtpProbe.Refusal e) {
                heard.accept(new Result(step, false, since(began), e.said(), e.remedy()));
            } catch (IOException e) {
                String remedy = Remedies.of(step, e, settings);
                heard.accept(new Result(step, false, since(began), SmtpConnection.words(e), remedy));
            }
            return false;
        }

        /** As a mail would go, over a connection like any other. */
        boolean inSession() {
            SmtpConnection connection = new SmtpConnection(settings, WireAddress.needsUtf8(mail()), policy);
            try {
                return step(Step.LOGIN, () -> watched(connection, () -> login(connection)))
                        && step(Step.SEND, () -> watched(connection, () -> send(connection)));
            } finally {
                connection.close();
            }
        }
    }

    private String watched(SmtpConnection connection, SmtpProbe.Attempt attempt) throws IOException {
        Future<?> guard = Watchdog.shared().after(settings.deadline(), connection::cut);
        try {
            return attempt.make();
        } finally {
            guard.cancel(false);
        }
    }

    private String login(SmtpConnection connection) throws IOException {
        try {
            connection.open();
            return settings.user().isPresent() ? "The login was accepted" : "No login, as asked for";
        } catch (MessagingException | GeneralSecurityException e) {
            throw new SmtpProbe.Refusal(connection.said(e), Remedies.login(settings));
        }
    }

    private String send(SmtpConnection connection) throws IOException {
        SendResult result = connection.send(mail(), id -> {
            throw new IOException("a mail without files");
        });
        if (result instanceof SendResult.Answered answered) {
            Answer answer = answered.answers().get(to.address());
            if (answer != null && answer.verdict() == Verdict.ACCEPTED) {
                return answer.detail();
            }
            throw new SmtpProbe.Refusal(
                    answer == null ? "" : answer.detail(), Remedies.sending(settings, to.address()));
        }
        String said = result instanceof SendResult.Unavailable unavailable
                ? unavailable.detail()
                : result instanceof SendResult.InDoubt doubt
                        ? doubt.detail()
                        : ((SendResult.CredentialsRefused) result).detail();
        throw new SmtpProbe.Refusal(said, Remedies.sending(settings, to.address()));
    }

    private OutboundEmail mail() {
        EntryId id = EntryId.mint();
        return new OutboundEmail(
                id,
                new OutboundEmail.Envelope(settings.from().address(), List.of(to.address())),
                settings.from(),
                settings.from().address(),
                List.of(to),
                List.of(),
                new HeaderText(subject),
                ThreadHeaders.beginning(new MessageId("connection-test." + id.value() + "@" + settings.replyDomain())),
                clock.instant(),
                new OutboundEmail.Body(text, text.replace("&", "&amp;").replace("<", "&lt;")),
                List.of(),
                "connection-test",
                true);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
