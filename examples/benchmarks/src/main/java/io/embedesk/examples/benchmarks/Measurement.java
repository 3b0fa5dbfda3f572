package io.embedesk.examples.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure, as a line of JSON.
 *
 * @param row what was measured
 * @param value how much
 * @param unit of what
 * @param baseline what it is compared with, measured in the same run
 * @param n of how many
 * @param target what it should be, in words
 * @param met whether it is
 * @param controlRed whether a variant that is broken on purpose was found out
 * @param spread the least and the most of the turns whose median is the value, if there were several
 */
public record Measurement(
        String row,
        double value,
        String unit,
        @Nullable Double baseline,
        long n,
        @Nullable String target,
        @Nullable Boolean met,
        @Nullable Boolean controlRed,
        @Nullable Spread spread) {
    /** From the least to the most. */
    public record Spread(double least, double most) {
        /** {@return of figures in any order} */
        public static Spread of(double... figures) {
            return new Spread(
                    Arrays.stream(figures).min().orElseThrow(),
                    Arrays.stream(figures).max().orElseThrow());
        }
    }

    /** Of one turn. */
    public Measurement(
            String row,
            double value,
            String unit,
            @Nullable Double baseline,
            long n,
            @Nullable String target,
            @Nullable Boolean met,
            @Nullable Boolean controlRed) {
        this(row, value, unit, baseline, n, target, met, controlRed, null);
    }

    /** {@return the same, of these turns} */
    public Measurement of(double... turns) {
        return new Measurement(row, value, unit, baseline, n, target, met, controlRed, Spread.of(turns));
    }

    private @Nullable Double ratio() {
        return baseline == null ? null : value / baseline;
    }

    /** {@return whether the target was not met, or what is broken on purpose was not found out} */
    public boolean isMissed() {
        return Boolean.FALSE.equals(met) || Boolean.FALSE.equals(controlRed);
    }

    String json() {
        return "{\"row\": \"" + row + "\", \"value\": " + number(value) + ", \"unit\": \"" + unit + "\", \"baseline\": "
                + number(baseline) + ", \"ratio\": " + number(ratio()) + ", \"n\": " + n + ", \"target\": "
                + (target == null ? "null" : "\"" + target + "\"") + ", \"met\": " + met + ", \"control_red\": "
                + controlRed
                + (spread == null
                        ? ""
                        : ", \"least\": " + number(spread.least()) + ", \"most\": " + number(spread.most()))
                + "}";
    }

    String tableLine() {
        return "| "
                + String.join(
                        " | ",
                        row,
                        number(value) + " " + unit,
                        number(ratio()),
                        "" + n,
                        target == null ? "" : target,
                        said())
                + " |";
    }

    private String said() {
        String control = Boolean.FALSE.equals(controlRed) ? ", control not found out" : "";
        return (met == null ? "" : met ? "met" : "missed") + control;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "null" : String.format(Locale.ROOT, "%.3f", value);
    }
}
