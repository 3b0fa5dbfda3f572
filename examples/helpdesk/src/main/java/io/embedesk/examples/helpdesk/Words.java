package io.embedesk.examples.helpdesk;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * What customers read, in the language that their browser asks for: {@code messages.properties} and its translations. Another language is
 * another file; agents' pages are in English.
 */
public final class Words {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Words() {}

    private static ResourceBundle bundle() {
        return ResourceBundle.getBundle("messages", LocaleContextHolder.getLocale(), NO_FALLBACK);
    }

    /** {@return the language of the words} */
    public static String language() {
        String language = bundle().getLocale().getLanguage();
        return language.isEmpty() ? "en" : language;
    }

    /**
     * A sentence or a word.
     *
     * @param key its name in the files
     * @param values what stands for {@code {0}} and following
     * @return it, in the reader's language
     */
    public static String of(String key, Object... values) {
        String text = bundle().getString(key);
        return values.length == 0
                ? text
                : new MessageFormat(text, Locale.ROOT)
                        .format(Arrays.stream(values).map(String::valueOf).toArray());
    }

    /** {@return how long ago something was} */
    public static String ago(Instant at, Instant now) {
        Duration past = Duration.between(at, now);
        if (past.toMinutes() < 1) {
            return of("ago.now");
        }
        if (past.toHours() < 1) {
            return of("ago.minutes", past.toMinutes());
        }
        if (past.toDays() < 1) {
            return of("ago.hours", past.toHours());
        }
        return past.toDays() < 30 ? of("ago.days", past.toDays()) : Show.exact(at);
    }
}
