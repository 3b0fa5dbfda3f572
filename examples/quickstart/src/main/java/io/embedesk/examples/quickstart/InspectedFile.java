package io.embedesk.examples.quickstart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embedesk.SafeHtml;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.inbound.Authenticity;
import io.embedesk.inbound.InboundAttachment;
import io.embedesk.inbound.InboundEmail;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One line of {@link InspectInbound}: every key is there for every file, empty when it does not apply. */
final class InspectedFile {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode emails;

    InspectedFile(String file) {
        json.put("file", file).putNull("authentic").putNull("error");
        emails = json.putArray("emails");
    }

    ObjectNode json() {
        return json;
    }

    void failed(@Nullable String reason) {
        json.put("error", reason);
    }

    void authenticity(Authenticity authenticity) {
        switch (authenticity) {
            case AUTHENTIC -> json.put("authentic", true);
            case FORGED -> json.put("authentic", false);
            case UNSIGNED -> json.putNull("authentic");
        }
    }

    void email(InboundEmail mail) {
        ObjectNode node = emails.addObject();
        ids(node, mail.ids());
        node.put("envelopeFrom", mail.envelope().from());
        list(node, "envelopeTo", mail.envelope().to(), EmailAddress::value);
        parties(node, mail.parties());
        node.put("subject", mail.subject());
        node.put("sentAt", mail.sentAt().map(Instant::toString).orElse(null));
        body(node, mail.body());
        node.put("kind", mail.kind().name());
        node.put("suppressAutoResponse", mail.suppressAutoResponse());
        mail.bounce().ifPresentOrElse(bounce -> bounce(node.putObject("bounce"), bounce), () -> node.putNull("bounce"));
        ArrayNode attachments = node.putArray("attachments");
        mail.attachments().forEach(file -> attachment(attachments.addObject(), file));
    }

    private static void ids(ObjectNode node, InboundEmail.Ids ids) {
        MessageId own = ids.messageId();
        node.put("messageId", own == null ? null : own.value());
        list(node, "inReplyTo", ids.inReplyTo(), MessageId::value);
        list(node, "references", ids.references(), MessageId::value);
    }

    private static void parties(ObjectNode node, InboundEmail.Parties parties) {
        Mailbox from = parties.from();
        EmailAddress replyTo = parties.replyTo();
        node.put("from", from == null ? null : from.address().value());
        node.put("fromName", from == null ? null : from.name());
        node.put("replyTo", replyTo == null ? null : replyTo.value());
        list(node, "to", parties.to(), EmailAddress::value);
        list(node, "cc", parties.cc(), EmailAddress::value);
    }

    private static void body(ObjectNode node, InboundEmail.Body body) {
        SafeHtml safe = body.sanitizedHtml();
        node.put("text", body.text());
        node.put("html", body.unsafeHtml());
        node.put("sanitizedHtml", safe == null ? null : safe.value());
        node.put("replyText", body.replyText());
        node.put("quotedText", body.quotedText());
    }

    private static void bounce(ObjectNode node, InboundEmail.Bounce bounce) {
        ArrayNode recipients = node.putArray("recipients");
        bounce.recipients()
                .forEach(recipient -> recipients
                        .addObject()
                        .put("address", recipient.address())
                        .put("action", recipient.action())
                        .put("status", recipient.status()));
        MessageId original = bounce.originalMessageId();
        node.put("originalMessageId", original == null ? null : original.value());
    }

    private static void attachment(ObjectNode node, InboundAttachment file) {
        node.put("fileName", file.fileName().value())
                .put("contentType", file.contentType())
                .put("sizeBytes", file.sizeBytes())
                .put("sha256", file.sha256())
                .put("contentId", file.contentId())
                .put("inline", file.inline());
    }

    private static <T> void list(ObjectNode node, String name, List<T> values, Function<T, String> text) {
        ArrayNode array = node.putArray(name);
        values.forEach(value -> array.add(text.apply(value)));
    }
}
