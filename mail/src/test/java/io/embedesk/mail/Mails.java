package io.embedesk.mail;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.EntryId;
import io.embedesk.FileName;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A sealed mail with named changes. */
final class Mails {
    static final EmailAddress CARLA = EmailAddress.of("carla@customer.example");
    static final EmailAddress DAN = EmailAddress.of("dan@customer.example");

    private Mails() {}

    static OutboundEmail plain() {
        return with("Re: Printer", "Is it on?\n.\nYours, Ann", new Mailbox("Carla", CARLA));
    }

    static OutboundEmail with(String subject, String text, Mailbox to, Attachment... files) {
        MessageId thread = new MessageId("ticket.01hzy3v9k4q2m8n7p6r5s4t3w2.root@acme.example");
        return new OutboundEmail(
                new EntryId("3f8k2m5n7p9q1r4s6t8v0w2x4y"),
                new OutboundEmail.Envelope(EmailAddress.of("support@acme.example"), List.of(to.address())),
                new Mailbox("Acme Support", EmailAddress.of("support@acme.example")),
                EmailAddress.of("ticket+01hzy3v9k4q2m8n7p6r5s4t3w2.a0123456789abcdefghjkmnpqrs@acme.example"),
                List.of(to),
                List.of(),
                new HeaderText(subject),
                new ThreadHeaders(
                        new MessageId("ticket.01hzy3v9k4q2m8n7p6r5s4t3w2.new.reply@acme.example"),
                        new MessageId("first@customer.example"),
                        List.of(new MessageId("first@customer.example"), thread)),
                Instant.parse("2026-03-01T12:00:00Z"),
                new OutboundEmail.Body(
                        text, "<div class=\"embedesk-reply\">" + text.replace("\n", "<br>\n") + "</div>"),
                Arrays.asList(files),
                "marker",
                false);
    }

    static OutboundEmail toBoth() {
        return plain().to(List.of(CARLA, DAN));
    }

    static OutboundEmail changed(OutboundEmail base, Mailbox from, List<Mailbox> to, ThreadHeaders thread) {
        return new OutboundEmail(
                base.entry(),
                base.envelope(),
                from,
                base.replyTo(),
                to,
                base.cc(),
                base.subject(),
                thread,
                base.date(),
                base.body(),
                base.attachments(),
                base.loopMarker(),
                base.automatic());
    }

    static Attachment file(String name, String type) {
        return new Attachment(
                new AttachmentId("0123456789abcdefghjkmnpqrs"),
                FileName.of(name),
                type,
                5,
                "00".repeat(32),
                null,
                false);
    }
}
