package io.embedesk.inbound;

import io.embedesk.Desk;
import io.embedesk.StorageException;
import io.embedesk.inbound.InboundException.Reason;
import io.embedesk.inbound.InboundProvider.Answer;
import io.embedesk.intake.Intake;
import io.embedesk.intake.Outcome;
import io.embedesk.intake.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address that a mail provider posts to: a request of any web framework goes in, what to answer comes out. What it
 * answers with 2xx is safe: accepted and committed before anything of the mail is parsed. Safe for concurrent use.
 */
public final class InboundEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(InboundEndpoint.class);
    /** Younger ones may still be in other hands. */
    private static final Duration ORPHANED_AFTER = Duration.ofMinutes(5);

    private static final int ORPHANS_AT_ONCE = 50;

    private final Intake intake;
    private final InboundReader reader;
    private final Clock clock;
    private final AtomicLong forged = new AtomicLong();

    private InboundEndpoint(Intake intake, InboundReader reader, Clock clock) {
        this.intake = intake;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * An endpoint for a desk.
     *
     * @param desk where the mail belongs
     * @return a builder that still needs a provider
     */
    public static Builder builder(Desk desk) {
        return new Builder(desk);
    }

    /**
     * Takes a request.
     *
     * @param request as it came; its body is read to the end
     * @return what to answer, as the provider understands it: as a rule 200 when it is safe or known already, 401 when it is forged,
     *     413 when it is too large, 503 when it should be sent again
     */
    public InboundResponse handle(InboundRequest request) {
        if (!request.method().equals("POST")) {
            return InboundResponse.json(200, "{\"status\":\"ready\"}");
        }
        try (InboundDelivery delivery = reader.open(request)) {
            return answer(delivery);
        } catch (InboundException e) {
            return e.reason() == Reason.TOO_LARGE
                    ? refusal(reader.only(), Answer.TOO_LARGE, e.reason().name())
                    : InboundResponse.json(415, "{\"error\":\"" + e.reason() + "\"}");
        } catch (IOException | UncheckedIOException e) {
            LOG.error("A request could not be read or checked; its provider is asked to try again.", e);
            return refusal(reader.only(), Answer.TRY_AGAIN, "try again later");
        }
    }

    private InboundResponse answer(InboundDelivery delivery) {
        InboundProvider provider = delivery.provider();
        try {
            if (delivery.authenticity() == Authenticity.FORGED) {
                LOG.warn(
                        "A request with a wrong, missing or outdated signature was refused ({}).",
                        forged.incrementAndGet());
                return refusal(provider, Answer.FORGED, "the signature is wrong, missing or outdated");
            }
            return delivery.isHandshake() ? InboundResponse.json(200, "{\"status\":\"ready\"}") : accepted(delivery);
        } catch (IOException | UncheckedIOException | StorageException e) {
            LOG.error("A delivery could not be kept or finished; its provider is asked to try again.", e);
            return refusal(provider, Answer.TRY_AGAIN, "try again later");
        }
    }

    private static InboundResponse refusal(@Nullable InboundProvider provider, Answer answer, String why) {
        int status = provider == null ? answer.usual() : provider.status(answer);
        InboundResponse refusal = InboundResponse.json(status, "{\"error\":\"" + why + "\"}");
        boolean asks = answer == Answer.FORGED && status == 401 && provider != null && provider.asksForPassword();
        return asks ? refusal.with("WWW-Authenticate", "Basic realm=\"inbound\"") : refusal;
    }

    private InboundResponse accepted(InboundDelivery delivery) throws IOException {
        String source = delivery.provider().name();
        Receipt receipt = intake.accept(source, delivery.deliveryKey(), delivery.capture());
        if (receipt.state() != Receipt.State.ACCEPTED) {
            return InboundResponse.json(200, "{\"status\":\"known\"}");
        }
        try {
            List<Outcome> outcomes = receive(receipt, delivery);
            return InboundResponse.json(200, "{\"status\":\"accepted\",\"outcomes\":[" + json(outcomes) + "]}");
        } catch (InboundException e) {
            putAside(receipt, e);
            return InboundResponse.json(200, "{\"status\":\"quarantined\",\"reason\":\"" + e.reason() + "\"}");
        }
    }

    private List<Outcome> receive(Receipt receipt, InboundDelivery delivery) throws IOException {
        return intake.receive(
                receipt, delivery.mails().stream().map(InboundEmail::toMessage).toList());
    }

    private void putAside(Receipt receipt, InboundException e) {
        LOG.warn("Delivery {} cannot be read ({}) and was put aside.", receipt.id(), e.reason());
        intake.quarantine(receipt, e.reason() + ": " + e.detail());
    }

    private static String json(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(o -> "{\"disposition\":\"" + o.disposition() + "\""
                        + o.ticketId().map(id -> ",\"ticket\":\"" + id + "\"").orElse("")
                        + o.matched()
                                .map(m ->
                                        ",\"strategy\":\"" + m.strategy() + "\",\"strength\":\"" + m.strength() + "\"")
                                .orElse("")
                        + "}")
                .collect(Collectors.joining(","));
    }

    /**
     * Finishes deliveries that a crash left behind between their acceptance and their end. The host calls it from a
     * scheduler, every few minutes.
     *
     * @return how many it finished
     */
    public int runOnce() {
        int finished = 0;
        for (Receipt orphan : intake.unfinished(clock.instant().minus(ORPHANED_AFTER), ORPHANS_AT_ONCE)) {
            try (InputStream raw = intake.raw(orphan);
                    InboundDelivery delivery = reader.open(Capture.read(raw))) {
                // It was authentic when it was accepted; its signature may be too old by now.
                receive(orphan, delivery);
                finished++;
            } catch (InboundException e) {
                putAside(orphan, e);
            } catch (IOException | UncheckedIOException | StorageException e) {
                LOG.error("Delivery {} could not be finished; it is tried again later.", orphan.id(), e);
            }
        }
        return finished;
    }

    /**
     * Reads a delivery again that was put aside, for instance after a limit was raised. What arrived of it already is not received twice.
     *
     * @param quarantined a receipt of {@link Intake#quarantined}
     * @return whether it could be read now; if not, it stays aside
     * @throws IOException if its bytes, or what it points at, cannot be had now
     */
    public boolean replay(Receipt quarantined) throws IOException {
        try (InputStream raw = intake.raw(quarantined);
                InboundDelivery delivery = reader.open(Capture.read(raw))) {
            receive(quarantined, delivery);
            return true;
        } catch (InboundException e) {
            putAside(quarantined, e);
            return false;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** {@return how many forged requests were refused since the start; for a host's metrics} */
    public long forgedRequests() {
        return forged.get();
    }

    /** The options of an endpoint. */
    public static final class Builder {
        private final Desk desk;
        private final List<InboundProvider> providers = new ArrayList<>();
        private InboundLimits limits = InboundLimits.DEFAULT;
        private Clock clock = Clock.systemUTC();
        private @Nullable String mailServer;

        private Builder(Desk desk) {
            this.desk = desk;
        }

        /**
         * Takes requests of a provider.
         *
         * @param provider one more
         * @return this
         */
        public Builder provider(InboundProvider provider) {
            providers.add(provider);
            return this;
        }

        /**
         * Limits what is read.
         *
         * @param most instead of {@link InboundLimits#DEFAULT}
         * @return this
         */
        public Builder limits(InboundLimits most) {
            limits = most;
            return this;
        }

        /**
         * Believes what a mail server found out about the author's domain, where the provider itself says nothing.
         *
         * @param name as in {@link InboundReader#believing}
         * @return this
         */
        public Builder believing(String name) {
            mailServer = name;
            return this;
        }

        /**
         * Takes the time from elsewhere.
         *
         * @param time instead of the system's clock
         * @return this
         */
        public Builder clock(Clock time) {
            clock = time;
            return this;
        }

        /**
         * Puts the endpoint together.
         *
         * @return the endpoint
         * @throws io.embedesk.ConfigurationException if it has no provider
         */
        public InboundEndpoint build() {
            Intake intake = desk.intake();
            InboundReader reader =
                    InboundReader.of(providers).limits(limits).clock(clock).recognising(intake::isOwnMarker);
            return new InboundEndpoint(intake, mailServer == null ? reader : reader.believing(mailServer), clock);
        }
    }
}
