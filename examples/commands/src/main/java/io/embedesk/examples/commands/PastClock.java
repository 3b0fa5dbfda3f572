package io.embedesk.examples.commands;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a desk that it is then, so that what is imported keeps its times. */
final class PastClock extends Clock {
    private static final DateTimeFormatter PLAIN = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm[:ss][ XXX][ XX][XXX][XX]")
            .toFormatter(java.util.Locale.ROOT);

    private final Clock present;
    private @Nullable Instant past;

    PastClock(Clock present) {
        this.present = present;
    }

    /** From now on it is then, if that can be read and has been; otherwise it is now. */
    void set(Optional<String> time) {
        past = time.flatMap(PastClock::read)
                .filter(then -> then.isBefore(present.instant()))
                .orElse(null);
    }

    /** ISO 8601 (without an offset it is UTC), or the date of a mail (RFC 5322, section 3.3). */
    static Optional<Instant> read(String time) {
        String text = time.replaceAll("\\(.*\\)", "").strip();
        return Stream.<Function<String, Instant>>of(
                        iso -> OffsetDateTime.parse(iso).toInstant(),
                        offset -> OffsetDateTime.parse(offset, PLAIN).toInstant(),
                        mail -> OffsetDateTime.parse(mail, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant(),
                        local -> LocalDateTime.parse(local.replace("UTC", "").strip(), PLAIN)
                                .toInstant(ZoneOffset.UTC))
                .flatMap(form -> {
                    try {
                        return Stream.of(form.apply(text));
                    } catch (DateTimeException e) {
                        return Stream.empty();
                    }
                })
                .findFirst();
    }

    @Override
    public Instant instant() {
        return past == null ? present.instant() : past;
    }

    @Override
    public ZoneId getZone() {
        return present.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A desk knows instants only");
    }
}
