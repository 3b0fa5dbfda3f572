package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.ConfigurationException;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StoredSmtpSettingsTest {
    private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
    private static final Secret PASSWORD = Secret.of("hunter2 = höchst:geheim\\n");
    private static final Mailbox SUPPORT = new Mailbox("Acme Süpport = #1", EmailAddress.of("support@acme.example"));

    private final TicketStore store = TicketStore.inMemory();
    private final SettingsKeys keys = SettingsKeys.of(KEY);
    private final StoredSmtpSettings stored = StoredSmtpSettings.in(store, keys);

    private static SmtpSettings settings() {
        return SmtpSettings.builder("smtp.acme.example", SUPPORT)
                .port(2525)
                .tls(TlsMode.TLS)
                .login("ann@acme.example", PASSWORD)
                .replyDomain("reply.acme.example")
                .textOnly(true)
                .connectWithin(Duration.ofMillis(1_500))
                .answerWithin(Duration.ofSeconds(7))
                .deadline(Duration.ofSeconds(45))
                .build();
    }

    /** The same kind of store, of somebody else. */
    private record Elsewhere(TicketStore real, Workspace workspace) implements TicketStore {
        @Override
        public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
            return real.read(work);
        }

        @Override
        public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
            return real.join(work);
        }

        @Override
        public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
            return real.commit(work);
        }

        @Override
        public boolean insideTransaction() {
            return real.insideTransaction();
        }

        @Override
        public AttachmentStore attachments() {
            return real.attachments();
        }
    }

    private String row() {
        return store.<Optional<KeyedRow>>read(tx -> tx.keys().find("mail", "smtp"))
                .orElseThrow()
                .value();
    }

    @Test
    void comeBackAsTheyWere() {
        assertThat(stored.get()).isEmpty();
        stored.save(settings());
        assertThat(stored.get()).contains(settings());
        assertThat(StoredSmtpSettings.in(store, keys).get()).contains(settings());
        SmtpSettings plain = SmtpSettings.builder("localhost", Mailbox.of(SUPPORT.address()))
                .tls(TlsMode.PLAIN)
                .build();
        stored.save(plain);
        assertThat(StoredSmtpSettings.in(store, keys).get()).contains(plain);
        stored.clear();
        assertThat(stored.get()).isEmpty();
        assertThat(SmtpChannel.of(stored).identity()).isEmpty();
    }

    @Test
    void keepThePasswordFromWhoeverReadsTheDatabase() {
        stored.save(settings());
        assertThat(row())
                .contains("smtp.acme.example")
                .doesNotContain("hunter2")
                .doesNotContain("geheim");
        String first = row();
        stored.save(settings());
        assertThat(row()).as("another nonce").isNotEqualTo(first);
        assertThat(List.of(keys.toString(), settings().toString()))
                .noneMatch(text -> text.contains("hunter2") || text.contains("0123456789abcdef"));
    }

    @Test
    void openWithOldKeysAfterANewOneWasAdded() {
        stored.save(settings());
        SettingsKeys both = keys.rotatedTo('b', Secret.of("another key of 32 bytes, at least"));
        StoredSmtpSettings rotated = StoredSmtpSettings.in(store, both);
        assertThat(rotated.get()).contains(settings());
        rotated.save(settings());
        assertThatThrownBy(() -> StoredSmtpSettings.in(store, keys).get())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("key 'b'")
                .hasMessageContaining("save the settings once more");
        assertThatThrownBy(() -> both.rotatedTo('a', KEY)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void doNotOpenInAnotherWorkspaceNorWithAnotherKeyNorWhenChanged() {
        stored.save(settings());
        String value = row();
        TicketStore other = new Elsewhere(TicketStore.inMemory(), new Workspace("evil"));
        other.<Boolean>commit(tx -> tx.keys().insert(KeyedRow.of("mail", "smtp", value)));
        for (StoredSmtpSettings wrong : List.of(
                StoredSmtpSettings.in(other, keys),
                StoredSmtpSettings.in(store, SettingsKeys.of(Secret.of("a different key of many bytes"))))) {
            assertThatThrownBy(wrong::get)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("does not open");
        }
        int at = value.indexOf("password=1.a.") + 20;
        String changed = value.substring(0, at) + (value.charAt(at) == 'A' ? 'B' : 'A') + value.substring(at + 1);
        store.<Boolean>commit(tx -> tx.keys().replace(new KeyedRow("mail", "smtp", changed, 2, null)));
        assertThatThrownBy(() -> StoredSmtpSettings.in(store, keys).get()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void wantAKeyThatIsOne() {
        assertThatThrownBy(() -> SettingsKeys.of(Secret.of("short")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("5 bytes")
                .hasMessageContaining("openssl");
    }
}
