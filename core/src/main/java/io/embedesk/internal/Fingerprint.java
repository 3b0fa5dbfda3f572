package io.embedesk.internal;

import io.embedesk.Attachment;
import io.embedesk.intake.IncomingMessage;
import java.util.List;
import java.util.stream.Collectors;

/** What a message says, hashed: sender, date, subject, text without its white space, files. Not what the way here added. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(IncomingMessage message, List<Attachment> attachments) {
        return Hashes.hex(
                message.from() == null ? null : message.from().address().value(),
                message.sentAt() == null ? null : message.sentAt().toString(),
                message.subject(),
                squeezed(message.body().text()),
                squeezed(
                        message.body().quotedText() == null
                                ? ""
                                : message.body().quotedText()),
                attachments.stream().map(Attachment::sha256).sorted().collect(Collectors.joining(",")));
    }

    private static String squeezed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> out.append((char) c));
        return out.toString();
    }
}
