package io.embedesk.inbound;

import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.inbound.InboundEmail.Bounce;
import io.embedesk.inbound.InboundEmail.BouncedRecipient;
import io.embedesk.intake.IncomingMessage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What sort of mail it is, by its headers and parts (RFC 3834, RFC 3464, RFC 2369). */
final class MailClassifier {
    private static final List<String> AUTO_REPLY_HEADERS = List.of(
            "X-Autoreply",
            "X-Autorespond",
            "X-Autoresponder",
            "X-AutoReply-From",
            "X-Mail-Autoreply",
            "X-FC-MachineGenerated");
    private static final List<String> LIST_HEADERS = List.of(
            "List-Id",
            "List-Post",
            "List-Unsubscribe",
            "Mailing-List",
            "X-Mailing-List",
            "X-Mailman-Version",
            "X-BeenThere");

    private final MailDraft draft;
    private final MailHeaders headers;
    private final Predicate<String> ownMarker;

    record Classified(
            Kind kind,
            boolean suppressAutoResponse,
            @Nullable Bounce bounce) {}

    MailClassifier(MailDraft draft, Predicate<String> ownMarker) {
        this.draft = draft;
        this.headers = draft.headers;
        this.ownMarker = ownMarker;
    }

    Classified classify() {
        Kind kind = kind();
        boolean suppress = kind != Kind.HUMAN || asksForSilence() || hasNoReturnPath();
        return new Classified(kind, suppress, kind == Kind.BOUNCE ? bounce() : null);
    }

    private Kind kind() {
        if (headers.all(OutboundEmail.LOOP_HEADER).stream().anyMatch(ownMarker)) {
            return Kind.LOOP;
        }
        if (draft.deliveryStatus != null || headers.has("X-Failed-Recipients")) {
            return Kind.BOUNCE;
        }
        if (isAutoReply()) {
            return Kind.AUTO_REPLY;
        }
        boolean list = LIST_HEADERS.stream().anyMatch(headers::has)
                || headers.lower("Precedence").equals("list");
        return list ? Kind.LIST : Kind.HUMAN;
    }

    private boolean isAutoReply() {
        String submitted = headers.lower("Auto-Submitted");
        boolean automatic = !submitted.isEmpty() && !submitted.startsWith("no");
        String precedence = headers.lower("Precedence") + headers.lower("X-Precedence");
        return automatic
                || precedence.contains("auto_reply")
                || precedence.contains("auto-reply")
                || AUTO_REPLY_HEADERS.stream().anyMatch(headers::has);
    }

    /** Exchange puts this on mail that people write, so it says nothing of the kind. */
    private boolean asksForSilence() {
        String suppress = headers.lower("X-Auto-Response-Suppress");
        String precedence = headers.lower("Precedence");
        return !suppress.isEmpty() && !suppress.equals("none")
                || precedence.equals("bulk")
                || precedence.equals("junk")
                || headers.has("X-Loop");
    }

    private boolean hasNoReturnPath() {
        String envelope = draft.envelopeFrom;
        String returnPath = headers.first("Return-Path").orElse("-");
        return envelope != null && (envelope.isBlank() || envelope.strip().equals("<>"))
                || returnPath.strip().equals("<>");
    }

    private Bounce bounce() {
        MailHeaders reported = new MailHeaders();
        reported.addBlock(draft.reportedHeaders == null ? "" : draft.reportedHeaders);
        MessageId original =
                reported.first("Message-ID").flatMap(MessageId::parse).orElse(null);
        return new Bounce(recipients(), original);
    }

    /** RFC 3464 section 2.1: groups of fields, one for the message and one for each recipient. */
    private List<BouncedRecipient> recipients() {
        List<BouncedRecipient> recipients = new ArrayList<>();
        StringBuilder group = new StringBuilder();
        for (String line : (draft.deliveryStatus == null ? "" : draft.deliveryStatus + "\n\n")
                .lines()
                .toList()) {
            group.append(line).append('\n');
            if (line.isBlank()) {
                recipient(group.toString()).ifPresent(recipients::add);
                group.setLength(0);
            }
        }
        return recipients;
    }

    private static Optional<BouncedRecipient> recipient(String group) {
        MailHeaders fields = new MailHeaders();
        fields.addBlock(group);
        return fields.first("Final-Recipient")
                .or(() -> fields.first("Original-Recipient"))
                .map(recipient -> new BouncedRecipient(
                        recipient.substring(recipient.indexOf(';') + 1).strip(),
                        fields.lower("Action"),
                        code(fields.first("Status").orElse(""))));
    }

    /** A status may carry a comment. */
    private static String code(String status) {
        int end = status.indexOf(' ');
        return (end < 0 ? status : status.substring(0, end)).strip();
    }
}
