package io.embedesk.mail;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboundEmail;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.stream.Stream;

/**
 * Addresses as mail servers know them: domains in ASCII (RFC 5890), so that any server takes them. A local part beyond ASCII
 * has no such form and needs a server with SMTPUTF8 (RFC 6531).
 */
final class WireAddress {
    private WireAddress() {}

    static String of(EmailAddress address) {
        return address.local() + "@" + domain(address.domain());
    }

    private static String domain(String domain) {
        if (isAscii(domain)) {
            return domain;
        }
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            // No name can be that long: the server will say so.
            return domain;
        }
    }

    static InternetAddress internet(EmailAddress address) throws AddressException {
        return new InternetAddress(of(address), false);
    }

    static boolean isAscii(EmailAddress address) {
        return isAscii(address.local());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    static boolean needsUtf8(OutboundEmail email) {
        Stream<EmailAddress> seen =
                Stream.of(email.to(), email.cc()).flatMap(list -> list.stream().map(Mailbox::address));
        Stream<EmailAddress> others = Stream.of(
                email.from().address(), email.replyTo(), email.envelope().from());
        return !Stream.concat(Stream.concat(seen, others), email.envelope().to().stream())
                .allMatch(WireAddress::isAscii);
    }
}
