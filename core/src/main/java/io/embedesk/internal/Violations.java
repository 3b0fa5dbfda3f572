package io.embedesk.internal;

import io.embedesk.Contact;
import io.embedesk.InvalidInputException;
import io.embedesk.email.EmailAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with an input, so that the caller hears of all of it at once. */
final class Violations {
    private final List<InvalidInputException.Violation> found = new ArrayList<>();

    void add(String field, String reason) {
        found.add(new InvalidInputException.Violation(field, reason));
    }

    void subject(String subject) {
        if (subject.isBlank()) {
            add("subject", "is blank; say in a few words what the ticket is about");
        } else if (subject.length() > Texts.SUBJECT_LENGTH) {
            add("subject", "has " + subject.length() + " characters; at most " + Texts.SUBJECT_LENGTH + " are allowed");
        } else if (Texts.hasControl(subject)) {
            add("subject", "has a control character; it must be one line");
        }
    }

    void text(String field, String text) {
        if (text.length() > Texts.TEXT_LENGTH) {
            add(field, "has " + text.length() + " characters; at most " + Texts.TEXT_LENGTH + " are allowed");
        } else if (Texts.hasNul(text)) {
            add(field, "has a NUL character");
        }
    }

    void message(String field, String text) {
        if (text.isBlank()) {
            add(field, "is blank; write something");
        } else {
            text(field, text);
        }
    }

    void agent(String field, @Nullable String id) {
        if (id != null && (id.isBlank() || id.length() > Texts.AGENT_LENGTH || Texts.hasControl(id))) {
            add(
                    field,
                    "'" + Texts.shown(id) + "' must be 1 to " + Texts.AGENT_LENGTH
                            + " characters without control characters");
        }
    }

    void conversation(@Nullable String id) {
        if (id != null && (id.isBlank() || id.length() > Texts.CONVERSATION_LENGTH || Texts.hasControl(id))) {
            add(
                    "conversation",
                    "'" + Texts.shown(id) + "' must be 1 to " + Texts.CONVERSATION_LENGTH
                            + " characters without control characters");
        }
    }

    void tags(Collection<String> tags) {
        for (String tag : tags) {
            if (tag.isBlank() || tag.length() > Texts.TAG_LENGTH || Texts.hasControl(tag) || tag.contains(",")) {
                add(
                        "tags",
                        "'" + Texts.shown(tag) + "' must be 1 to " + Texts.TAG_LENGTH
                                + " characters without comma or line end");
            }
        }
    }

    Contact contact(@Nullable String name, @Nullable String email) {
        if (name != null && (name.length() > Texts.NAME_LENGTH || Texts.hasControl(name))) {
            add("contactName", "must be one line of at most " + Texts.NAME_LENGTH + " characters");
        }
        EmailAddress address = null;
        if (email != null && !email.isBlank()) {
            address = EmailAddress.parse(email).orElse(null);
            if (address == null) {
                add(
                        "contactEmail",
                        "'" + Texts.shown(email) + "' is not an address; expected something like name@example.org");
            }
        }
        return new Contact(name == null || name.isBlank() ? null : name.strip(), address);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(found);
        }
    }
}
