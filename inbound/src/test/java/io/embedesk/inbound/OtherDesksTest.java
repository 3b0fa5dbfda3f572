package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.KEY;
import static io.embedesk.inbound.Fixtures.crlf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Acknowledgement;
import io.embedesk.Actor;
import io.embedesk.AttachmentId;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.FileName;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketNotFoundException;
import io.embedesk.TicketQuery;
import io.embedesk.TicketThread;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.HeaderText;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.testing.CustomerMail;
import io.embedesk.inbound.testing.FakeMailbox;
import io.embedesk.inbound.testing.ProviderRequests;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.replies.SavedReply;
import io.embedesk.replies.TextContext;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other desks, and what they are built on, were broken by: each by the name of its advisory, tried on this one. */
class OtherDesksTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final String CARLA = "carla@customer.example";
    private static final String MALLORY = "mallory@evil.example";

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final Desk desk = Desk.builder(TicketStore.inMemory())
            .email(channel)
            .replyKey(Secret.of("0123456789abcdef0123456789abcdef"))
            .acknowledgements(Acknowledgement.english())
            .clock(clock)
            .build();
    private final InboundEndpoint endpoint = InboundEndpoint.builder(desk)
            .provider(RawMime.signedWith(KEY))
            .provider(Mailgun.signedWith(KEY))
            .clock(clock)
            .build();
    private final ProviderRequests requests = ProviderRequests.signedWith(KEY).at(clock);
    private final CustomerPortal portal = CustomerPortal.of(desk);
    private Ticket ticket =
            desk.tickets().open(ANN, NewTicket.subject("Printer").contact(CARLA));

    @BeforeEach
    void reply() {
        desk.tickets()
                .reply(
                        ANN,
                        ticket.id(),
                        ReplyDraft.text("Is it on?")
                                .attach(Upload.of("a.txt", "text/plain", Content.of(new byte[] {65, 66}))));
        desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
        OutboxWorker.of(desk).runOnce();
        ticket = thread().ticket();
    }

    private TicketThread thread() {
        return desk.tickets().thread(ANN, ticket.id());
    }

    private String receive(CustomerMail mail) {
        return endpoint.handle(requests.rawMime(mail).asInbound("/inbound")).body();
    }

    private String receive(String headers, String body) {
        byte[] mail = Fixtures.bytes(crlf(headers + "\n" + body));
        return endpoint.handle(Fixtures.request("message/rfc822", mail, RawMime.sign(KEY, clock.instant(), mail)))
                .body();
    }

    private Ticket newest() {
        return desk.tickets()
                .list(ANN, TicketQuery.of(TicketFilter.ALL).limit(1))
                .tickets()
                .get(0);
    }

    private void isUntouched() {
        assertThat(thread().ticket()).isEqualTo(ticket);
        assertThat(thread().entries()).hasSize(1);
    }

    private static String safe(String html) {
        return HtmlSanitizer.sanitize(html).value();
    }

    @Test
    void zendeskCve2024x49193_aCopyGrantsNothing() {
        MessageId ours = channel.last().thread().messageId();
        receive(
                "From: " + CARLA + "\nTo: support@acme.example\nCc: " + MALLORY + "\nSubject: Re: Printer\nMessage-ID:"
                        + " <1@x.example>\nIn-Reply-To: " + ours.bracketed() + "\n",
                "Hello");
        assertThatThrownBy(() -> portal.thread(Actor.customer(EmailAddress.of(MALLORY)), ticket.id()))
                .isInstanceOf(TicketNotFoundException.class);
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Confidential"));
        OutboxWorker.of(desk).runOnce();
        assertThat(channel.last().envelope().to()).containsExactly(EmailAddress.of(CARLA));
    }

    @Test
    void freeScoutCve2026x47123_aMessageIdThatWasNotMintedIsNoneOfOurs() {
        receive(CustomerMail.from(MALLORY)
                .answering(List.of(new MessageId("ticket." + ticket.id() + ".0000000000000000@acme.example"))));
        isUntouched();
    }

    @Test
    void freeScoutGhsa8vm3_anAddressWithoutASignatureProvesNothing() {
        receive(CustomerMail.from(MALLORY).to("ticket+" + ticket.id() + "@acme.example"));
        isUntouched();
        assertThat(newest().id()).isNotEqualTo(ticket.id());
    }

    @Test
    void freeScoutGhsaJ49f_anAnswerFromElsewhereDoesNotChangeTheContact() {
        receive(FakeMailbox.of(channel, CARLA)
                .answerAsGmail("It is me")
                .to(channel.last().replyTo().value()));
        receive(CustomerMail.from(MALLORY).to(channel.last().replyTo().value()).text("No, me"));
        assertThat(thread().ticket().contact().email()).hasToString(CARLA);
        assertThat(portal.thread(Actor.customer(EmailAddress.of(CARLA)), ticket.id())
                        .entries())
                .noneMatch(entry -> entry.text().contains("No, me"));
    }

    @Test
    void freeScoutCve2026x40591_anIdOfSomebodyElseOpensNothing() {
        Actor.Customer mallory = Actor.customer(EmailAddress.of(MALLORY));
        assertThatThrownBy(() -> portal.thread(mallory, ticket.id())).isInstanceOf(TicketNotFoundException.class);
        assertThat(portal.list(mallory, null).tickets()).isEmpty();
    }

    @Test
    void freeScoutGhsaWg74_aFileIsAskedForWithItsTicketByItsCustomer() {
        AttachmentId file = thread().entries().get(0).attachments().get(0).id();
        Actor.Customer mallory = Actor.customer(EmailAddress.of(MALLORY));
        assertThatThrownBy(() -> assertThat(portal.attachment(mallory, ticket.id(), file))
                        .isEmpty())
                .isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    void requestTrackerCve2012x4735_noHeaderOfAMailIsACommand() {
        receive(
                "From: " + CARLA + "\nSubject: Hello\nMessage-ID: <2@x.example>\nX-Zammad-Ticket-Priority: urgent\n"
                        + "X-RT-Queue: admins\nX-Embedesk-Status: CLOSED\nImportance: high\n",
                "Hello");
        assertThat(newest().priority()).isEqualTo(Priority.MEDIUM);
        assertThat(newest().status()).isEqualTo(Status.OPEN);
    }

    @Test
    void compositionKills_twoAuthorsAreNobody() {
        receive(
                "From: " + CARLA + "\nFrom: " + MALLORY + "\nTo: "
                        + channel.last().replyTo() + "\nSubject: Re: Printer\nMessage-ID: <3@x.example>\n",
                "Close my account");
        assertThat(portal.thread(Actor.customer(EmailAddress.of(CARLA)), ticket.id())
                        .entries())
                .noneMatch(entry -> entry.text().contains("Close my account"));
    }

    @Test
    void nodemailerCve2025x13033_aQuotedLocalPartIsNoAddressOfItsOwn() {
        assertThat(Addresses.list("\"carla@customer.example x\"@evil.example"))
                .noneMatch(address -> address.domain().equals("customer.example"));
    }

    @Test
    void zammadCve2023x50455_nobodyIsMailedAStrangersWords() {
        receive(CustomerMail.from("victim@other.example")
                .subject("Buy canary pills")
                .text("canary text"));
        OutboxWorker.of(desk).runOnce();
        OutboundEmail sent = channel.last();
        assertThat(sent.envelope().to()).containsExactly(EmailAddress.of("victim@other.example"));
        assertThat(sent.subject().value() + sent.body().text()).doesNotContain("canary");
    }

    @Test
    void zendesk2025_aVictimGetsNoFlood() {
        int before = channel.sent().size();
        for (int i = 0; i < 200; i++) {
            receive(CustomerMail.from("victim@other.example").subject("Flood " + i));
            clock.advance(Duration.ofSeconds(1));
        }
        for (int i = 0; i < 200; i++) {
            OutboxWorker.of(desk).runOnce();
        }
        assertThat(channel.sent().size() - before).isLessThanOrEqualTo(3);
    }

    @Test
    void frappe3628_anAutomaticReplyIsNotAnsweredAndReopensNothing() {
        int before = channel.sent().size();
        receive(
                "From: " + CARLA + "\nTo: " + channel.last().replyTo()
                        + "\nSubject: Out of office\nMessage-ID: <4@x.example>\nAuto-Submitted: auto-replied\n",
                "I am away");
        OutboxWorker.of(desk).runOnce();
        assertThat(channel.sent()).hasSize(before);
        assertThat(thread().ticket().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void chatwoot5131_aBounceOpensNothing() {
        int before = channel.sent().size();
        receive(
                "From: MAILER-DAEMON@mx.example\nReturn-Path: <>\nSubject: Undelivered\nMessage-ID: <5@mx.example>\n",
                "Your mail did not arrive");
        OutboxWorker.of(desk).runOnce();
        assertThat(newest().id()).isEqualTo(ticket.id());
        assertThat(channel.sent()).hasSize(before);
    }

    @Test
    void roundcubeCve2023x5631_noSvgOfAMail() {
        assertThat(safe("<svg><animate onbegin=alert(1) attributeName=x></svg><p>text</p>"))
                .doesNotContain("svg", "onbegin")
                .contains("text");
    }

    @Test
    void freeScoutGhsaJpq8_nestedTagsLeaveNoTag() {
        assertThat(safe("<scr<script>ipt>alert(1)</scr</script>ipt>")).doesNotContain("<script");
        assertThat(safe("<<img src=x onerror=alert(1)>img src=x onerror=alert(1)>"))
                .doesNotContain("<img src=x");
    }

    @Test
    void owaspCve2025x66021_noscriptAndStyleAreNoText() {
        assertThat(safe("<noscript><style></noscript><script>alert(1)</script>"))
                .doesNotContain("script", "style");
    }

    @Test
    void djangoHelpdeskCve2021x3945_aLinkThatActsIsNoLink() {
        assertThat(safe("<a href=\"java\tscript:alert(1)\">x</a><a href=\"data:text/html,x\">y</a>"))
                .doesNotContain("href");
    }

    @Test
    void otrsCve2018x16586_nothingIsFetchedForAMail() {
        String html =
                "<style>@import url(https://t.evil.example/a.css)</style><img src=\"https://t.evil.example/p.png\">"
                        + "<p style=\"background:url(https://t.evil.example/b.png)\">text</p>";
        assertThat(safe(html)).doesNotContain(" src=", "url(", "style");
        assertThat(HtmlSanitizer.remoteReferences(html)).isEqualTo(3);
    }

    @Test
    void jsoupCve2021x37714_brokenHtmlEnds() {
        assertThat(safe("<!DOCTYPE ".repeat(1_000) + "<math><mi><table>".repeat(200)))
                .isNotNull();
    }

    @Test
    void requestTrackerCve2013x3373_aCustomersNameIsNoTemplate() {
        String filled = SavedReply.of("Greeting", "Hello {{contact.name|there}}")
                .fill(TextContext.TEXT, Map.of("contact.name", "{{agent.name}}", "agent.name", "secret"));
        assertThat(filled).isEqualTo("Hello {{agent.name}}");
    }

    @Test
    void otrsCve2022x39052_aMailToManyIsPutAside() {
        String answer = receive(
                "From: " + MALLORY + "\nTo: " + "a@x.example, ".repeat(5_000) + "b@x.example\nSubject: x\nMessage-ID:"
                        + " <6@x.example>\n",
                "x");
        assertThat(answer).contains("quarantined");
    }

    @Test
    void requestTrackerCve2014x9472_partsInPartsArePutAside() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            body.append("--b")
                    .append(i)
                    .append("\nContent-Type: multipart/mixed; boundary=b")
                    .append(i + 1)
                    .append("\n\n");
        }
        String answer = receive(
                "From: " + MALLORY
                        + "\nSubject: x\nMessage-ID: <7@x.example>\nContent-Type: multipart/mixed; boundary=b0\n",
                body.toString());
        assertThat(answer).contains("quarantined");
    }

    @Test
    void mime4j2008_aBoundaryOf7000CharactersEnds() {
        String boundary = "b".repeat(7_000);
        assertThat(receive(
                        "From: " + CARLA + "\nSubject: x\nMessage-ID: <8@x.example>\nContent-Type: multipart/mixed;"
                                + " boundary=\"" + boundary + "\"\n",
                        "--" + boundary + "\n\nHello\n--" + boundary + "--\n"))
                .contains("status");
    }

    @Test
    void otrsCve2024x23793_aFileNameIsNoPath() {
        assertThat(FileName.of("../../etc/passwd").value()).doesNotContain("/", "\\", "..");
        assertThat(FileName.of("C:\\Windows\\win.ini").value()).doesNotContain("\\", ":");
    }

    @Test
    void freeScoutCve2026x28289_invisibleCharactersHideNoDot() {
        assertThat(FileName.of("\u200b.htaccess").value()).doesNotStartWith(".").doesNotContain("\u200b");
        assertThat(FileName.of(".htaccess\0.png").value()).doesNotStartWith(".").doesNotContain("\0");
    }

    @Test
    void requestTrackerCve2012x4730_aSubjectIsOneLine() {
        assertThat(HeaderText.cleaned("Hello\r\nBcc: victim@other.example").value())
                .doesNotContain("\r", "\n");
        receive(CustomerMail.from(CARLA).subject("=?utf-8?q?Hello=0D=0ABcc:_victim@other.example?="));
        assertThat(newest().subject()).doesNotContain("\r", "\n");
    }

    @Test
    void mime4jCve2024x21742_anAuthorsNameIsOneLine() {
        assertThat(Addresses.mailboxes("=?utf-8?q?Carla=0D=0ABcc:_victim@other.example?= <" + CARLA + ">"))
                .allMatch(mailbox -> mailbox.name() == null
                        || !mailbox.name().contains("\n") && !mailbox.name().contains("\r"));
    }

    @Test
    void commonsEmailCve2017x9801_anAddressIsOneLine() {
        assertThat(EmailAddress.parse("carla@customer.example\r\nBcc: victim@other.example"))
                .isEmpty();
        assertThatThrownBy(() -> EmailAddress.of("carla@customer.example\nRCPT TO:<victim@other.example>"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void nettyCve2025x59419_aLocalPartSpeaksNoSmtp() {
        assertThat(EmailAddress.parse("\"a\r\nDATA\"@customer.example")).isEmpty();
    }

    @Test
    void anymailCve2018x1000089_aRefusalTellsNoSecret() {
        var answer = endpoint.handle(
                requests.rawMime(CustomerMail.from(CARLA)).forged().asInbound("/inbound"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.toString()).doesNotContain(KEY.reveal());
    }

    @Test
    void actionMailbox_aSignatureOfTomorrowIsNone() {
        Clock tomorrow = Clock.offset(clock, Duration.ofDays(1));
        var answer = endpoint.handle(ProviderRequests.signedWith(KEY)
                .at(tomorrow)
                .mailgun(CustomerMail.from(CARLA))
                .asInbound("/inbound"));
        assertThat(answer.status()).isNotEqualTo(200);
        isUntouched();
    }

    @Test
    void actionMailbox_aRequestThatIsRepeatedIsOneMessage() {
        CustomerMail mail = FakeMailbox.of(channel, CARLA).answerAsGmail("Once");
        for (int i = 0; i < 5; i++) {
            receive(mail);
        }
        assertThat(thread().entries()).hasSize(2);
    }

    @Test
    void otrsCve2024x43444_aSecretIsNotPrinted() {
        assertThat(Secret.of("a-password-of-somebody").toString()).doesNotContain("a-password");
    }
}
