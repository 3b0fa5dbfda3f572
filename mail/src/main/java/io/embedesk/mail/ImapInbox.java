package io.embedesk.mail;

import io.embedesk.StorageException;
import io.embedesk.spi.TicketStore;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Future;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches answers from a mailbox, for hosts that have no webhook. Each mail is handed over as it arrived (RFC 5322); only when it
 * is accounted for is its place remembered, in the store, and the mail marked as seen or moved. So a mail may be handed over
 * twice, when somebody dies in between, and never not at all; the intake knows what it has had.
 */
public final class ImapInbox {
    private static final Logger LOG = LoggerFactory.getLogger(ImapInbox.class);
    private static final int MOST_FAILURES = 5;
    private static final String SILENCE_MILLIS = "30000";

    private final ImapSettings settings;
    private final ImapPlace place;
    private final Receiver receiver;
    private final HostPolicy policy;

    private ImapInbox(ImapSettings settings, ImapPlace place, Receiver receiver, HostPolicy policy) {
        this.settings = settings;
        this.place = place;
        this.receiver = receiver;
        this.policy = policy;
    }

    /** Takes a mail, for instance by giving it to the inbound module. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes a mail, and returns when it is accounted for.
         *
         * @param rfc822 the whole mail; not to be closed
         * @throws IOException if it is not accounted for: then it is tried again with the next poll, five times in all
         */
        void receive(InputStream rfc822) throws IOException;
    }

    /**
     * A mailbox.
     *
     * @param settings where it is
     * @param store remembers how far one has got
     * @param receiver takes the mails
     * @return the inbox
     */
    public static ImapInbox of(ImapSettings settings, TicketStore store, Receiver receiver) {
        return new ImapInbox(settings, new ImapPlace(store, settings.name()), receiver, HostPolicy.ANY);
    }

    /**
     * The same inbox, which connects to some addresses only.
     *
     * @param allowed instead of {@link HostPolicy#ANY}
     * @return a changed copy
     */
    public ImapInbox contacting(HostPolicy allowed) {
        return new ImapInbox(settings, place, receiver, allowed);
    }

    /**
     * Hands over what has arrived since the last time. Call it from a scheduler, on one node or on several.
     *
     * @return how many mails were handed over
     * @throws IOException if the mailbox cannot be read, or a mail was not taken; what was taken before stays taken
     */
    public int poll() throws IOException {
        return connected(Duration.ZERO);
    }

    /**
     * Hands over what has arrived, and then waits for more, by IDLE (RFC 2177) where the server has it.
     *
     * @param most how long to wait; servers end it after half an hour
     * @return how many mails were handed over
     * @throws IOException as {@link #poll()}
     */
    public int waitAndPoll(Duration most) throws IOException {
        return connected(most);
    }

    private int connected(Duration wait) throws IOException {
        TrackedSockets sockets = new TrackedSockets(policy);
        try {
            IMAPStore store =
                    (IMAPStore) Session.getInstance(properties(sockets)).getStore("imap");
            Future<?> guard = Watchdog.shared().after(settings.deadline(), sockets::cut);
            try {
                store.connect(
                        settings.host(),
                        settings.port(),
                        settings.user(),
                        settings.password().reveal());
            } finally {
                guard.cancel(false);
            }
            try (store) {
                return read(store, sockets, wait);
            }
        } catch (MessagingException | GeneralSecurityException e) {
            throw new IOException("The mailbox " + settings + " cannot be read: " + SmtpConnection.words(e), e);
        }
    }

    private int read(IMAPStore store, TrackedSockets sockets, Duration wait) throws MessagingException, IOException {
        try (IMAPFolder folder = (IMAPFolder) store.getFolder(settings.folder())) {
            folder.open(Folder.READ_WRITE);
            int taken = take(folder, sockets);
            if (taken == 0 && !wait.isZero()) {
                if (!store.hasCapability("IDLE")) {
                    return taken;
                }
                idle(folder, sockets, wait);
                taken = take(folder, sockets);
            }
            return taken;
        }
    }

    /** The command ends when something happens, or when somebody says so; a server that does not listen is cut off. */
    private void idle(IMAPFolder folder, TrackedSockets sockets, Duration most) throws MessagingException {
        Future<?> end = Watchdog.shared().after(most, () -> endIdle(folder));
        Future<?> guard = Watchdog.shared().after(most.plus(settings.deadline()), sockets::cut);
        try {
            folder.idle(true);
        } finally {
            end.cancel(false);
            guard.cancel(false);
        }
    }

    private static void endIdle(IMAPFolder folder) {
        try {
            // Any other command ends it.
            folder.doCommand(protocol -> {
                protocol.noop();
                return null;
            });
        } catch (MessagingException e) {
            LOG.debug("The mailbox went away while it was waited for", e);
        }
    }

    private int take(IMAPFolder folder, TrackedSockets sockets) throws MessagingException, IOException {
        int taken = 0;
        ImapPlace.Known known = place.find(folder.getUIDValidity());
        Message[] messages = folder.getMessagesByUID(known.lastUid() + 1, UIDFolder.LASTUID);
        for (Message message : messages) {
            long uid = folder.getUID(message);
            // A server answers "from the last one on" with the last one, also when it is an old one.
            if (uid <= known.lastUid() || message.isExpunged()) {
                continue;
            }
            Future<?> guard = Watchdog.shared().after(settings.deadline(), sockets::cut);
            try {
                known = take((IMAPMessage) message, uid, known);
                finish(folder, message);
                taken++;
            } finally {
                guard.cancel(false);
            }
        }
        return taken;
    }

    private ImapPlace.Known take(IMAPMessage message, long uid, ImapPlace.Known known)
            throws MessagingException, IOException {
        message.setPeek(true);
        try (InputStream bytes = message.getMimeStream()) {
            receiver.receive(bytes);
        } catch (IOException | StorageException e) {
            if (known.failures() + 1 < MOST_FAILURES) {
                place.save(known.failed());
                throw e instanceof IOException io ? io : new IOException("A mail could not be stored", e);
            }
            LOG.error("Mail {} of {} was not taken {} times; it is flagged and left.", uid, settings, MOST_FAILURES, e);
            message.setFlag(Flags.Flag.FLAGGED, true);
        }
        ImapPlace.Known next = known.past(uid);
        place.save(next);
        return next;
    }

    private void finish(IMAPFolder folder, Message message) throws MessagingException {
        if (message.isSet(Flags.Flag.FLAGGED)) {
            return;
        }
        if (settings.moveTo().isEmpty()) {
            message.setFlag(Flags.Flag.SEEN, true);
            return;
        }
        Folder target = folder.getStore().getFolder(settings.moveTo().get());
        if (!target.exists()) {
            throw new FolderNotFoundException(target, "There is no folder " + target.getFullName() + "; make it first");
        }
        Message[] one = {message};
        folder.copyMessages(one, target);
        folder.setFlags(one, new Flags(Flags.Flag.DELETED), true);
        folder.expunge(one);
    }

    private Properties properties(TrackedSockets sockets) throws GeneralSecurityException {
        Properties p = new Properties();
        p.put("mail.imap.connectiontimeout", SILENCE_MILLIS);
        p.put("mail.imap.timeout", Long.toString(Math.max(1, settings.deadline().toMillis())));
        p.put("mail.imap.socketFactory.fallback", "false");
        p.put(
                "mail.imap.socketFactory",
                settings.tls() == TlsMode.TLS
                        ? sockets.implicitTls(settings.trust().getSocketFactory())
                        : sockets.plain());
        if (settings.tls() == TlsMode.STARTTLS) {
            p.put("mail.imap.ssl.socketFactory", settings.trust().getSocketFactory());
            p.put("mail.imap.ssl.checkserveridentity", "true");
            p.put("mail.imap.ssl.protocols", "TLSv1.2 TLSv1.3");
            p.put("mail.imap.starttls.enable", "true");
            p.put("mail.imap.starttls.required", "true");
        }
        return p;
    }
}
