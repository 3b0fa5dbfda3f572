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
        return found;
    }

    private static InternetAddress[] parsed(String header) {
        try {
            return InternetAddress.parseHeader(header, false);
        } catch (AddressException | RuntimeException e) {
            return bracketed(header);
        }
    }

    /** The last resort: what stands between angle brackets, or the whole. */
    private static InternetAddress[] bracketed(String header) {
        int open = header.lastIndexOf('<');
        int close = header.indexOf('>', open + 1);
        InternetAddress address = new InternetAddress();
        address.setAddress(open >= 0 && close > open ? header.substring(open + 1, close) : header.strip());
        return new InternetAddress[] {address};
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
