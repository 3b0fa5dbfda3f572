package io.embedesk.examples.helpdesk;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an agent should know of mail before writing one. */
@Component
class MailHints {
    private final OutgoingMail mail;
    private final InboundSeen inbound;

    MailHints(OutgoingMail mail, InboundSeen inbound) {
        this.mail = mail;
        this.inbound = inbound;
    }

    /** {@return what is missing before a conversation by mail works} */
    Optional<String> missing() {
        if (mail.settings().isEmpty()) {
            return Optional.of("Replies are saved, but not e-mailed: no SMTP server is set up.");
        }
        return mail.isDemo() || inbound.first().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "Replies are e-mailed, but answers cannot come back: no provider has posted a mail here yet.");
    }

    /** {@return what to say beside the field for a contact's address} */
    String contact() {
        return missing().orElse("Without it, replies cannot be e-mailed.");
    }
}
