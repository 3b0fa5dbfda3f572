package io.embedesk.inbound;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Address lists as they come. What is no address is passed over; nothing throws. */
final class Addresses {
    private static final int MOST = 200;

    private Addresses() {}

    static List<Mailbox> mailboxes(String header) {
        List<Mailbox> found = new ArrayList<>();
        for (InternetAddress address : parsed(header)) {
            if (found.size() < MOST) {
                mailbox(address.getAddress(), address.getPersonal()).ifPresent(found::add);
            }
        }
        return found.isEmpty() ? bracketed(header) : found;
    }

    /** Members of a group (RFC 5322 section 3.4) are addresses as any others. */
    private static List<InternetAddress> parsed(String header) {
        try {
            List<InternetAddress> all = new ArrayList<>();
            for (InternetAddress address : InternetAddress.parseHeader(header, false)) {
                InternetAddress[] members = address.isGroup() ? address.getGroup(false) : null;
                all.addAll(members == null ? List.of(address) : List.of(members));
            }
            return all;
        } catch (AddressException | RuntimeException e) {
            return List.of();
        }
    }

    /** The last resort: what follows the last opening bracket, closed or not, or the whole. */
    private static List<Mailbox> bracketed(String header) {
        int open = header.lastIndexOf('<');
        int close = header.indexOf('>', open + 1);
        String address = header.substring(open + 1, close < 0 ? header.length() : close);
        String name = header.substring(0, Math.max(open, 0)).strip();
        return mailbox(address.strip(), name.isEmpty() ? null : name).stream().toList();
    }

    private static Optional<Mailbox> mailbox(@Nullable String address, @Nullable String name) {
        return Optional.ofNullable(address)
                .flatMap(EmailAddress::parse)
                .map(email -> new Mailbox(name == null ? null : decoded(name), email));
    }

    static List<EmailAddress> list(String header) {
        return mailboxes(header).stream().map(Mailbox::address).toList();
    }

    static String decoded(String text) {
        try {
            return MimeUtility.decodeText(text);
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return text;
        }
    }
}
