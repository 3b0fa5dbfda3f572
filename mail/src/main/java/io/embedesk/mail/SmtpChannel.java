package io.embedesk.mail;

import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.EmailChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Sends replies over SMTP. The settings are asked for with each mail, so that they may change while the desk runs. Safe for
 * concurrent use: each mail has a connection for itself, and the next one uses it again.
 */
public final class SmtpChannel implements EmailChannel, AutoCloseable {
    /** What {@link #deadline()} says while nothing is configured. */
    private static final Duration UNCONFIGURED_DEADLINE = Duration.ofSeconds(60);

    private final Supplier<Optional<SmtpSettings>> settings;
    private final Watchdog watchdog;
    private final HostPolicy policy;
    private final SmtpConnections connections;

    private SmtpChannel(Supplier<Optional<SmtpSettings>> settings, Watchdog watchdog, HostPolicy policy) {
        this.settings = settings;
        this.watchdog = watchdog;
        this.policy = policy;
        this.connections = new SmtpConnections(watchdog, policy);
    }

    /**
     * A channel whose settings stay as they are.
     *
     * @param settings where to send
     * @return the channel
     */
    public static SmtpChannel of(SmtpSettings settings) {
        return of(() -> Optional.of(settings));
    }

    /**
     * A channel whose settings may change.
     *
     * @param settings asked for with each mail; empty while nothing is configured
     * @return the channel
     */
    public static SmtpChannel of(Supplier<Optional<SmtpSettings>> settings) {
        return new SmtpChannel(settings, Watchdog.shared(), HostPolicy.ANY);
    }

    /**
     * The same channel with the host's own thread for cutting off mails that pass their deadline.
     *
     * @param executor runs a short task for each mail that takes too long; instead of one daemon thread of the library
     * @return a changed copy
     */
    public SmtpChannel watchedBy(ScheduledExecutorService executor) {
        return new SmtpChannel(settings, Watchdog.on(executor), policy);
    }

    /**
     * The same channel, which connects to some addresses only.
     *
     * @param allowed instead of {@link HostPolicy#ANY}
     * @return a changed copy
     */
    public SmtpChannel contacting(HostPolicy allowed) {
        return new SmtpChannel(settings, watchdog, allowed);
    }

    /** Closes the connections that are kept for the next mails. The channel can still be used. */
    @Override
    public void close() {
        connections.close();
    }

    @Override
    public Optional<Identity> identity() {
        return settings.get().map(s -> new Identity(s.from(), s.replyDomain()));
    }

    @Override
    public Duration deadline() {
        return settings.get().map(SmtpSettings::deadline).orElse(UNCONFIGURED_DEADLINE);
    }

    @Override
    public SendResult send(OutboundEmail email, Files files) {
        return settings.get()
                .map(s -> connections.send(s, email, files))
                .orElseGet(() -> new SendResult.Unavailable("No mail server is configured"));
    }
}
