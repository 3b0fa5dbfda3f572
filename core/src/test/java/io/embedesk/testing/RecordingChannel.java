package io.embedesk.testing;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.EmailChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A mail channel that keeps what it is given, and answers as it is told. Safe for concurrent use. */
public final class RecordingChannel implements EmailChannel {
    private final List<OutboundEmail> sent = new CopyOnWriteArrayList<>();
    private final AtomicReference<Function<OutboundEmail, SendResult>> answer =
            new AtomicReference<>(RecordingChannel::accepted);
    private final AtomicReference<Optional<Identity>> identity = new AtomicReference<>(Optional.of(
            new Identity(new Mailbox("Acme Support", EmailAddress.of("support@acme.example")), "acme.example")));

    /** {@return every mail it was asked to send, in order} */
    public List<OutboundEmail> sent() {
        return List.copyOf(sent);
    }

    /** {@return the latest mail} */
    public OutboundEmail last() {
        return sent.get(sent.size() - 1);
    }

    /**
     * Answers differently from now on.
     *
     * @param script what to answer to a mail; what it throws is thrown
     */
    public void answers(Function<OutboundEmail, SendResult> script) {
        answer.set(script);
    }

    /** Is not configured from now on. */
    public void disconnect() {
        identity.set(Optional.empty());
    }

    /**
     * The answer of a server that takes everything.
     *
     * @param email the mail
     * @return accepted for each recipient
     */
    public static SendResult accepted(OutboundEmail email) {
        return all(email, Answer.Verdict.ACCEPTED, "250 Ok");
    }

    /**
     * The same answer for each recipient.
     *
     * @param email the mail
     * @param verdict what the server says
     * @param words how it says it
     * @return the answer
     */
    public static SendResult all(OutboundEmail email, Answer.Verdict verdict, String words) {
        Map<EmailAddress, Answer> answers = new HashMap<>();
        email.envelope().to().forEach(address -> answers.put(address, new Answer(verdict, words)));
        return new SendResult.Answered(answers, List.of());
    }

    @Override
    public Optional<Identity> identity() {
        return identity.get();
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(10);
    }

    @Override
    public SendResult send(OutboundEmail email, Files files) {
        sent.add(email);
        return answer.get().apply(email);
    }
}
