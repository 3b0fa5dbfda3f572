package io.embedesk.mail;

import io.embedesk.ConfigurationException;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.KeyedRows;
import io.embedesk.spi.TicketStore;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mail settings of one workspace, in its store, with the password encrypted. Give it to {@link SmtpChannel#of(Supplier)}: a
 * change takes effect at once where it was made, and within ten seconds on every other node.
 */
public final class StoredSmtpSettings implements Supplier<Optional<SmtpSettings>> {
    private static final String GROUP = "mail";
    private static final String KEY = "smtp";
    private static final String PASSWORD = "password";
    /** Bound into the encryption, so that it opens as nothing else. */
    private static final String FIELD = "smtp.password";

    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

    private final TicketStore store;
    private final SettingsKeys keys;
    private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

    private record Seen(Optional<SmtpSettings> settings, long at) {}

    private StoredSmtpSettings(TicketStore store, SettingsKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * The settings in a store.
     *
     * @param store of the workspace
     * @param keys for the password
     * @return the settings, which may be none yet
     */
    public static StoredSmtpSettings in(TicketStore store, SettingsKeys keys) {
        return new StoredSmtpSettings(store, keys);
    }

    /**
     * What is stored.
     *
     * @return the settings, or empty while there are none
     * @throws ConfigurationException if the password does not open with any of the keys
     */
    @Override
    public Optional<SmtpSettings> get() {
        Seen last = seen.get();
        if (last != null && System.nanoTime() - last.at() < LOOK_AGAIN_NANOS) {
            return last.settings();
        }
        return seen(
                store.<Optional<KeyedRow>>read(tx -> tx.keys().find(GROUP, KEY)).map(row -> settings(row.value())));
    }

    private Optional<SmtpSettings> seen(Optional<SmtpSettings> settings) {
        seen.set(new Seen(settings, System.nanoTime()));
        return settings;
    }

    /**
     * Stores settings in place of what was there. An {@code SSLContext} is not stored.
     *
     * @param settings what to store
     */
    public void save(SmtpSettings settings) {
        String value = text(settings);
        store.commit(tx -> {
            KeyedRows rows = tx.keys();
            Optional<KeyedRow> known = rows.find(GROUP, KEY);
            boolean saved = known.isEmpty()
                    ? rows.insert(KeyedRow.of(GROUP, KEY, value))
                    : rows.replace(new KeyedRow(GROUP, KEY, value, known.get().version() + 1, null));
            if (!saved) {
                throw new ConfigurationException(
                        "Somebody else saved mail settings at the same moment", "Look at them, and save again.");
            }
            return value;
        });
        seen.set(null);
    }

    /** Removes them: from now on replies are saved and not mailed. */
    public void clear() {
        store.commit(tx -> tx.keys().delete(GROUP, KEY));
        seen.set(null);
    }

    private Workspace workspace() {
        return store.workspace();
    }

    private String text(SmtpSettings settings) {
        Properties all = new Properties();
        all.setProperty("host", settings.host());
        all.setProperty("port", Integer.toString(settings.port()));
        all.setProperty("tls", settings.tls().name());
        settings.user().ifPresent(user -> all.setProperty("user", user));
        settings.password().ifPresent(password -> all.setProperty(PASSWORD, keys.seal(password, workspace(), FIELD)));
        all.setProperty("from", settings.from().address().value());
        if (settings.from().name() != null) {
            all.setProperty("fromName", settings.from().name());
        }
        all.setProperty("replyDomain", settings.replyDomain());
        all.setProperty("textOnly", Boolean.toString(settings.textOnly()));
        all.setProperty("connectWithin", settings.connectWithin().toString());
        all.setProperty("answerWithin", settings.answerWithin().toString());
        all.setProperty("deadline", settings.deadline().toString());
        try {
            StringWriter out = new StringWriter();
            all.store(out, null);
            return out.toString();
        } catch (IOException e) {
            throw new IllegalStateException("A string can be written", e);
        }
    }

    private SmtpSettings settings(String text) {
        Properties all = new Properties();
        try {
            all.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("A string can be read", e);
        }
        Mailbox from = new Mailbox(all.getProperty("fromName"), EmailAddress.of(required(all, "from")));
        SmtpSettings.Builder settings = SmtpSettings.builder(required(all, "host"), from)
                .port(Integer.parseInt(required(all, "port")))
                .tls(TlsMode.valueOf(required(all, "tls")))
                .replyDomain(required(all, "replyDomain"))
                .textOnly(Boolean.parseBoolean(required(all, "textOnly")))
                .connectWithin(Duration.parse(required(all, "connectWithin")))
                .answerWithin(Duration.parse(required(all, "answerWithin")))
                .deadline(Duration.parse(required(all, "deadline")));
        String user = all.getProperty("user");
        if (user != null) {
            Secret password = keys.open(required(all, PASSWORD), workspace(), FIELD);
            settings.login(user, password);
        }
        return settings.build();
    }

    private static String required(Properties all, String name) {
        return Objects.requireNonNull(all.getProperty(name), name);
    }
}
