package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.FileName;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import jakarta.mail.Header;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeComposerTest {
    private static final List<String> HEADERS = List.of(
            "Date",
            "From",
            "Reply-To",
            "To",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Thread-Topic",
            OutboundEmail.ID_HEADER,
            OutboundEmail.LOOP_HEADER);

    private static byte[] bytes(OutboundEmail mail) throws Exception {
        return bytes(mail, settings("smtp.acme.example").build());
    }

    private static SmtpSettings.Builder settings(String host) {
        return SmtpSettings.builder(host, new Mailbox("Acme Support", EmailAddress.of("support@acme.example")));
    }

    private static byte[] bytes(OutboundEmail mail, SmtpSettings settings) throws Exception {
        Session session = Session.getInstance(new Properties());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MimeComposer(session, settings)
                .compose(mail, id -> new ByteArrayInputStream("bytes".getBytes(StandardCharsets.US_ASCII)))
                .writeTo(out);
        return out.toByteArray();
    }

    private static MimeMessage parsed(OutboundEmail mail) throws Exception {
        return parsed(bytes(mail));
    }

    private static MimeMessage parsed(byte[] bytes) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }

    private static String golden(String name) throws Exception {
        try (InputStream in = MimeComposerTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    @Test
    void writesTheMailAsItWasAgreed() throws Exception {
        String written = new String(bytes(Mails.plain()), StandardCharsets.UTF_8);
        assertThat(written).contains("\r\n");
        assertThat(written.replace("\r\n", "\n")).isEqualTo(golden("plain.eml"));
    }

    @Test
    void writesFilesAsItWasAgreed() throws Exception {
        OutboundEmail mail = Mails.with(
                "Re: Drucker für Grüße",
                "Siehe Anhang",
                new Mailbox("Jürgen \"J\" Groß, Köln", Mails.CARLA),
                Mails.file("Übersicht 2026.pdf", "application/pdf; x=\"y\r\nBcc: z\""),
                Mails.file("notes.txt", "nonsense"));
        assertThat(new String(bytes(mail), StandardCharsets.UTF_8).replace("\r\n", "\n"))
                .isEqualTo(golden("files.eml"));
    }

    @Test
    void writesTheSameBytesEachTime() throws Exception {
        OutboundEmail mail = Mails.with("Re: x", "y", Mailbox.of(Mails.CARLA), Mails.file("a.png", "image/png"));
        assertThat(bytes(mail)).isEqualTo(bytes(mail)).isEqualTo(bytes(mail.to(List.of(Mails.DAN))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "不一 Ċikku Ä",
                "שלום עולם",
                "=?utf-8?Q?a=0D=0ABcc:_evil@evil.example?=",
                "a, <b@c.example>; d:",
                "(comment) \"quoted\" \\"
            })
    void saysEveryNameAndSubjectAsItIs(String words) throws Exception {
        MimeMessage message = parsed(Mails.with("Re: " + words, words, new Mailbox(words, Mails.CARLA)));
        InternetAddress[] to = (InternetAddress[]) message.getAllRecipients();
        assertThat(to).hasSize(1);
        assertThat(to[0].getAddress()).isEqualTo("carla@customer.example");
        assertThat(names(message)).containsExactlyInAnyOrderElementsOf(HEADERS);
        if (!words.startsWith("=?")) {
            assertThat(to[0].getPersonal()).isEqualTo(words);
            assertThat(message.getSubject()).isEqualTo("Re: " + words);
        }
        MimeMultipart body = (MimeMultipart) message.getContent();
        assertThat(body.getBodyPart(0).getContent()).isEqualTo(words);
    }

    @Test
    void addsNoHeaderPartOrRecipientWhateverAFileIsCalled() throws Exception {
        for (String evil : List.of(
                "a\r\nBcc: x@evil.example\r\n\r\n.png",
                "a\"; name=\"b.exe",
                "\u010a\u010d\u760a\u760d.png",
                "--=_x.png")) {
            MimeMessage message = parsed(
                    Mails.with("Re: x", "y", Mailbox.of(Mails.CARLA), Mails.file(evil, "image/png\r\nX-Evil: 1")));
            assertThat(names(message)).containsExactlyInAnyOrderElementsOf(HEADERS);
            MimeMultipart mixed = (MimeMultipart) message.getContent();
            assertThat(mixed.getCount()).isEqualTo(2);
            MimeBodyPart file = (MimeBodyPart) mixed.getBodyPart(1);
            assertThat(Collections.list(file.getAllHeaders()))
                    .extracting(Header::getName)
                    .containsExactlyInAnyOrder("Content-Type", "Content-Transfer-Encoding", "Content-Disposition");
            assertThat(file.getFileName()).isEqualTo(FileName.of(evil).value());
        }
    }

    @Test
    void keepsEveryLineShortWhateverIsWritten() throws Exception {
        List<MessageId> references = IntStream.range(0, ThreadHeaders.MAX_REFERENCES)
                .mapToObj(i -> new MessageId("r".repeat(800) + i + "@x.example"))
                .toList();
        OutboundEmail base =
                Mails.with("Re: " + "Ü".repeat(250), "x".repeat(5_000) + "\r.\r\n.\n", Mailbox.of(Mails.CARLA));
        OutboundEmail mail = new OutboundEmail(
                base.entry(),
                base.envelope(),
                base.from(),
                base.replyTo(),
                base.to(),
                List.of(new Mailbox("Dan", Mails.DAN)),
                new HeaderText(base.subject().value()),
                new ThreadHeaders(base.thread().messageId(), references.get(0), references),
                base.date(),
                base.body(),
                base.attachments(),
                base.loopMarker(),
                false);
        String written = new String(bytes(mail), StandardCharsets.UTF_8);
        assertThat(parsed(mail).getHeader("Cc", null)).isEqualTo("Dan <dan@customer.example>");
        assertThat(written.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(998);
        assertThat(written.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(MessageId.parseAll(parsed(mail).getHeader("References", null)))
                .isEqualTo(references);
    }

    @Test
    void saysThatNobodyWroteItAndThatNoProgramShallAnswer() throws Exception {
        OutboundEmail base = Mails.plain();
        OutboundEmail automatic = new OutboundEmail(
                base.entry(),
                base.envelope(),
                base.from(),
                base.replyTo(),
                base.to(),
                base.cc(),
                base.subject(),
                ThreadHeaders.beginning(base.thread().messageId()),
                base.date(),
                base.body(),
                base.attachments(),
                base.loopMarker(),
                true);
        assertThat(parsed(automatic).getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(parsed(automatic).getHeader("X-Auto-Response-Suppress", null))
                .isEqualTo("All");
        assertThat(parsed(automatic).getHeader("In-Reply-To")).isNull();
        assertThat(parsed(base).getHeader("Auto-Submitted")).isNull();
        assertThat(parsed(base).getHeader("X-Auto-Response-Suppress")).isNull();
    }

    private static Attachment picture() {
        return new Attachment(
                AttachmentId.mint(Instant.EPOCH),
                FileName.of("a.png"),
                "image/png",
                5,
                "00".repeat(32),
                "logo@acme.example",
                true);
    }

    @Test
    void keepsAnImageTogetherWithTheTextThatShowsIt() throws Exception {
        OutboundEmail mail =
                Mails.with("Re: x", "y", Mailbox.of(Mails.CARLA), picture(), Mails.file("a.txt", "text/plain"));
        MimeMultipart mixed = (MimeMultipart) parsed(mail).getContent();
        assertThat(mixed.getCount()).isEqualTo(2);
        MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(related.getBodyPart(0).getContentType()).startsWith("text/html");
        MimeBodyPart part = (MimeBodyPart) related.getBodyPart(1);
        assertThat(part.getContentID()).isEqualTo("<logo@acme.example>");
        assertThat(part.getDisposition()).isEqualTo("inline");
        assertThat(part.getContentType()).startsWith("image/png");
    }

    @Test
    void leavesOutTheHtmlPartWhenThatIsAskedFor() throws Exception {
        SmtpSettings textOnly = settings("smtp.acme.example").textOnly(true).build();
        MimeMessage plain = parsed(bytes(Mails.plain(), textOnly));
        assertThat(plain.getContentType()).startsWith("text/plain");
        assertThat(plain.getContent().toString()).startsWith("Is it on?");
        OutboundEmail mail = Mails.with("Re: x", "y", Mailbox.of(Mails.CARLA), picture());
        MimeMultipart mixed = (MimeMultipart) parsed(bytes(mail, textOnly)).getContent();
        assertThat(mixed.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(mixed.getBodyPart(1).getContentType()).startsWith("image/png");
    }

    @Test
    void asksPostmarkToKeepTheMessageId() throws Exception {
        SmtpSettings postmark = settings("smtp.postmarkapp.com").build();
        assertThat(parsed(bytes(Mails.plain(), postmark)).getHeader("X-PM-KeepID", null))
                .isEqualTo("true");
        assertThat(parsed(Mails.plain()).getHeader("X-PM-KeepID")).isNull();
    }

    /** The customer's own mail has an index already, which ours would contradict. */
    @Test
    void givesOutlookAnIndexOfAThreadThatBeganHere() throws Exception {
        MessageId first = new MessageId("ticket.1.root@acme.example");
        String index = parsed(following(first, "a")).getHeader("Thread-Index", null);
        assertThat(Base64.getDecoder().decode(index)).hasSize(22).startsWith(1);
        assertThat(parsed(following(first, "b")).getHeader("Thread-Index", null))
                .isEqualTo(index);
        assertThat(parsed(following(new MessageId("ticket.2.root@acme.example"), "c"))
                        .getHeader("Thread-Index", null))
                .isNotEqualTo(index);
        assertThat(parsed(Mails.plain()).getHeader("Thread-Index")).isNull();
    }

    private static OutboundEmail following(MessageId first, String local) {
        MessageId own = new MessageId(local + "@acme.example");
        OutboundEmail mail = Mails.plain();
        return Mails.changed(mail, mail.from(), mail.to(), new ThreadHeaders(own, first, List.of(first)));
    }

    @Test
    void writesDomainsSoThatEveryServerKnowsThem() throws Exception {
        Mailbox carla = new Mailbox("كارلا", EmailAddress.of("carla@bücher.example"));
        MimeMessage message = parsed(Mails.with("Re: x", "y", carla));
        InternetAddress to = (InternetAddress) message.getAllRecipients()[0];
        assertThat(to.getAddress()).isEqualTo("carla@xn--bcher-kva.example");
        assertThat(to.getPersonal()).isEqualTo("كارلا");
    }

    private static List<String> names(MimeMessage message) throws Exception {
        return Collections.list(message.getAllHeaders()).stream()
                .map(Header::getName)
                .toList();
    }
}
