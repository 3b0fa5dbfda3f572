package io.embedesk.inbound;

import io.embedesk.intake.IncomingMessage.Authentication;
import java.util.Locale;

/**
 * What the host's own mail server found out about the author's domain (RFC 8601). Anybody can write such a header: only the first one
 * that bears the server's own name counts, for that server removes those that came with its name.
 */
final class AuthenticationResults {
    private AuthenticationResults() {}

    static Authentication of(MailHeaders headers, String server) {
        for (String value : headers.all("Authentication-Results")) {
            String results = withoutComments(value).toLowerCase(Locale.ROOT);
            int end = results.indexOf(';');
            String name = (end < 0 ? results : results.substring(0, end)).strip();
            // A version may stand behind the name.
            int blank = name.indexOf(' ');
            if ((blank < 0 ? name : name.substring(0, blank)).equals(server.toLowerCase(Locale.ROOT))) {
                return end < 0 ? Authentication.UNKNOWN : verdict(results.substring(end + 1), domain(headers));
            }
        }
        return Authentication.UNKNOWN;
    }

    private static String domain(MailHeaders headers) {
        return headers.first("From").stream()
                .flatMap(from -> Addresses.mailboxes(from).stream())
                .map(author -> author.address().domain().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
    }

    /** DMARC has looked at all of it; without it, a signature or sender of the author's own domain is as good. */
    private static Authentication verdict(String results, String author) {
        boolean passed = false;
        boolean failed = false;
        for (String result : results.split(";", -1)) {
            String found = result.strip();
            if (found.startsWith("dmarc=")) {
                return found.startsWith("dmarc=pass")
                        ? Authentication.PASS
                        : found.startsWith("dmarc=fail") ? Authentication.FAIL : Authentication.UNKNOWN;
            }
            passed |= found.startsWith("dkim=pass") && isOwn(property(found, "header.d="), author);
            passed |= found.startsWith("spf=pass") && isOwn(property(found, "smtp.mailfrom="), author);
            failed |= found.startsWith("spf=fail") && isOwn(property(found, "smtp.mailfrom="), author);
        }
        return passed ? Authentication.PASS : failed ? Authentication.FAIL : Authentication.UNKNOWN;
    }

    private static String property(String result, String name) {
        int at = result.indexOf(name);
        if (at < 0) {
            return "";
        }
        String rest = result.substring(at + name.length());
        int end = rest.indexOf(' ');
        String value = end < 0 ? rest : rest.substring(0, end);
        return value.substring(value.lastIndexOf('@') + 1);
    }

    private static boolean isOwn(String domain, String author) {
        return !author.isEmpty()
                && (domain.equals(author)
                        || !domain.isEmpty() && author.endsWith("." + domain) && domain.indexOf('.') > 0);
    }

    private static String withoutComments(String value) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            depth += c == '(' ? 1 : 0;
            if (depth == 0) {
                out.append(c);
            }
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return out.toString();
    }
}
