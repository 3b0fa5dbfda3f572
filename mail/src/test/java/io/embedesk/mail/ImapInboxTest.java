package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.embedesk.Secret;
import io.embedesk.spi.TicketStore;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImapInboxTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_IMAP));
    private final TicketStore store = TicketStore.inMemory();
    private final List<String> received = new ArrayList<>();
    private int refusals;
    private ImapSettings settings = ImapSettings.of("localhost", "ann", Secret.of("hunter2"));

    @BeforeEach
    void start() {
        server.start();
        server.setUser("support@acme.example", "ann", "hunter2");
        settings = settings.tls(TlsMode.PLAIN).port(server.getImap().getPort());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private ImapInbox inbox() {
        return ImapInbox.of(settings, store, this::receive);
    }

    private void receive(InputStream bytes) throws IOException {
        if (refusals > 0) {
            refusals--;
            throw new IOException("not now");
        }
        received.add(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private static String mail(String id) {
        return "From: carla@customer.example\r\nTo: support@acme.example\r\nSubject: " + id + "\r\nMessage-ID: <" + id
                + "@customer.example>\r\n\r\nHello  " + id + "\r\n";
    }

    private void deliver(String id) throws Exception {
        GreenMailUser user = server.getUserManager().getUser("ann");
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail(id).getBytes(StandardCharsets.ISO_8859_1))));
    }

    private interface Look {
        long at(Folder folder) throws Exception;
    }

    private long look(String folder, Look look) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.imap.port", Integer.toString(settings.port()));
        try (Store session = Session.getInstance(properties).getStore("imap")) {
            session.connect("localhost", "ann", "hunter2");
            try (Folder open = session.getFolder(folder)) {
                if (!open.exists()) {
                    open.create(Folder.HOLDS_MESSAGES);
                }
                open.open(Folder.READ_ONLY);
                return look.at(open);
            }
        }
    }

    private static long with(Folder folder, Flags.Flag flag) throws Exception {
        long n = 0;
        for (Message message : folder.getMessages()) {
            n += message.isSet(flag) ? 1 : 0;
        }
        return n;
    }

    @Test
    void handsOverEachMailOnceAsItArrived() throws Exception {
        assertThat(inbox().poll()).isZero();
        deliver("one");
        deliver("two");
        assertThat(inbox().poll()).isEqualTo(2);
        assertThat(received).containsExactly(mail("one"), mail("two"));
        assertThat(look("INBOX", folder -> with(folder, Flags.Flag.SEEN))).isEqualTo(2);
        assertThat(inbox().poll()).isZero();
        deliver("three");
        assertThat(inbox().poll()).isOne();
        assertThat(received).hasSize(3);
    }

    @Test
    void leavesAMailThatIsNotAccountedForWhereItIs() throws Exception {
        deliver("one");
        deliver("two");
        refusals = 1;
        assertThatThrownBy(() -> inbox().poll()).isInstanceOf(IOException.class).hasMessageContaining("not now");
        assertThat(look("INBOX", folder -> with(folder, Flags.Flag.SEEN))).isZero();
        assertThat(inbox().poll()).isEqualTo(2);
        assertThat(received).containsExactly(mail("one"), mail("two"));
    }

    @Test
    void passesAMailThatNobodyEverTakesAndFlagsIt() throws Exception {
        deliver("poison");
        deliver("two");
        refusals = 5;
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> inbox().poll()).isInstanceOf(IOException.class);
        }
        assertThat(inbox().poll()).isEqualTo(2);
        assertThat(received).containsExactly(mail("two"));
        assertThat(look("INBOX", folder -> with(folder, Flags.Flag.FLAGGED))).isOne();
        assertThat(inbox().poll()).isZero();
    }

    @Test
    void movesWhatItHasHandedOver() throws Exception {
        settings = settings.movingTo("Done");
        deliver("one");
        assertThatThrownBy(() -> inbox().poll()).isInstanceOf(IOException.class).hasMessageContaining("no folder Done");
        look("Done", Folder::getMessageCount);
        deliver("two");
        assertThat(inbox().poll()).isOne();
        assertThat(received).as("it was accounted for, only not moved").containsExactly(mail("one"), mail("two"));
        assertThat(look("Done", Folder::getMessageCount)).isOne();
        assertThat(look("INBOX", Folder::getMessageCount)).isOne();
    }

    @Test
    void waitsUntilSomethingArrives() throws Exception {
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return inbox().waitAndPoll(Duration.ofSeconds(20));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(500);
        assertThat(waiting).isNotDone();
        deliver("one");
        assertThat(waiting.get(15, TimeUnit.SECONDS)).isOne();
        long began = System.nanoTime();
        assertThat(inbox().waitAndPoll(Duration.ofMillis(300))).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @Test
    void beginsAnewWhenTheMailboxIsAnotherOne() {
        ImapPlace place = new ImapPlace(store, "x");
        place.save(new ImapPlace.Known(7, 41, 0));
        assertThat(place.find(7).lastUid()).isEqualTo(41);
        place.save(new ImapPlace.Known(7, 40, 0));
        assertThat(place.find(7).lastUid()).as("another node was further").isEqualTo(41);
        assertThat(place.find(8).lastUid()).isZero();
        place.save(new ImapPlace.Known(8, 3, 0));
        assertThat(place.find(8).lastUid()).isEqualTo(3);
    }

    @Test
    void saysWhyAMailboxCannotBeRead() {
        ImapSettings wrong = ImapSettings.of("localhost", "ann", Secret.of("wrong-password"))
                .tls(TlsMode.PLAIN)
                .port(settings.port());
        assertThatThrownBy(() -> ImapInbox.of(wrong, store, this::receive).poll())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("localhost")
                .hasMessageNotContaining("wrong-password");
        assertThatThrownBy(() -> inbox().contacting(HostPolicy.PUBLIC).poll())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must not be contacted");
        assertThat(Arrays.asList(wrong.toString(), settings.toString())).noneMatch(text -> text.contains("hunter2"));
    }
}
