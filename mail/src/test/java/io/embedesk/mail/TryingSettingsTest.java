package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.mail.ConnectionTest.Result;
import io.embedesk.mail.ConnectionTest.Step;
import io.embedesk.mail.testing.ScriptedSmtpServer;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@link ConnectionTest} says, against servers of every kind. */
class TryingSettingsTest {
    private static final EmailAddress SUPPORT = EmailAddress.of("support@acme.example");
    private static TestAuthority authority = TestAuthority.unmade();
    private RealSmtpServer server = RealSmtpServer.none();

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = TestAuthority.make();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static SmtpSettings.Builder settings(int port, TlsMode tls) {
        return SmtpSettings.builder("localhost", new Mailbox("Acme", SUPPORT))
                .port(port)
                .tls(tls)
                .sslContext(authority.trusting())
                .answerWithin(Duration.ofSeconds(1))
                .deadline(Duration.ofSeconds(5));
    }

    private static List<Result> run(ConnectionTest test) {
        List<Result> results = new ArrayList<>();
        boolean passed = test.run(results::add);
        assertThat(results).extracting(Result::passed).last().isEqualTo(passed);
        assertThat(results.subList(0, results.size() - 1)).allMatch(Result::passed);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.said()).doesNotContain("hunter2");
            assertThat(result.remedy() == null).isEqualTo(result.passed());
            assertThat(result.took()).isPositive();
        });
        return results;
    }

    private static Result failure(ConnectionTest test, Step step) {
        List<Result> results = run(test);
        Result last = results.get(results.size() - 1);
        assertThat(last.passed()).as(results.toString()).isFalse();
        assertThat(last.step()).as(results.toString()).isEqualTo(step);
        return last;
    }

    @Test
    void reportsEachStepAndSendsAMailToTheSender() throws Exception {
        server = RealSmtpServer.startTls(authority.serverContext("localhost"), "ann", "hunter2");
        SmtpSettings settings = settings(server.port(), TlsMode.STARTTLS)
                .login("ann", Secret.of("hunter2"))
                .build();
        List<Result> results = run(ConnectionTest.of(settings));
        assertThat(results).extracting(Result::step).containsExactly(Step.values());
        assertThat(results.get(2).said()).startsWith("TLSv1.");
        assertThat(server.mails()).hasSize(1);
        RealSmtpServer.Mail mail = server.mails().get(0);
        assertThat(mail.to()).containsExactly("support@acme.example");
        assertThat(mail.text()).contains("Subject: Your mail settings work", "Auto-Submitted: auto-generated");
    }

    @Test
    void sendsToSomebodyElseInOtherWords() throws Exception {
        server = RealSmtpServer.implicitTls(authority.serverContext("localhost"));
        ConnectionTest test = ConnectionTest.of(
                        settings(server.port(), TlsMode.TLS).build())
                .to(EmailAddress.of("ann@acme.example"))
                .saying("Es geht", "1 < 2 & so weiter");
        assertThat(run(test)).hasSize(5);
        assertThat(server.mails().get(0).to()).containsExactly("ann@acme.example");
        assertThat(server.mails().get(0).text()).contains("Subject: Es geht", "1 &lt; 2 &amp; so weiter");
    }

    @Test
    void saysWhenThereIsNoSuchHost() {
        SmtpSettings settings =
                SmtpSettings.builder("smtp.acme.invalid", Mailbox.of(SUPPORT)).build();
        assertThat(failure(ConnectionTest.of(settings), Step.RESOLVE).remedy()).contains("spelling");
    }

    @Test
    void saysTheSameOfEveryAddressThatMustNotBeContacted() throws Exception {
        try (ScriptedSmtpServer script = ScriptedSmtpServer.start()) {
            for (int port : List.of(script.port(), 1)) {
                ConnectionTest test =
                        ConnectionTest.of(settings(port, TlsMode.PLAIN).build()).contacting(HostPolicy.PUBLIC);
                assertThat(failure(test, Step.RESOLVE).said()).contains("must not be contacted");
            }
            assertThat(script.conversations()).isEmpty();
        }
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        ServerSocket closed = new ServerSocket(0);
        closed.close();
        Result result = failure(
                ConnectionTest.of(
                        settings(closed.getLocalPort(), TlsMode.STARTTLS).build()),
                Step.CONNECT);
        assertThat(result.remedy()).contains("Nothing listens on port " + closed.getLocalPort());
    }

    @Test
    void saysWhenTheServerIsSilentOrSaysNo() throws Exception {
        try (ScriptedSmtpServer script = ScriptedSmtpServer.start()) {
            ConnectionTest test =
                    ConnectionTest.of(settings(script.port(), TlsMode.PLAIN).build());
            script.to(ScriptedSmtpServer.GREETING, ScriptedSmtpServer.SILENCE);
            assertThat(failure(test, Step.CONNECT).remedy()).contains("firewall");
            script.to(ScriptedSmtpServer.GREETING, "554 5.7.1 your address is listed");
            assertThat(failure(test, Step.CONNECT).said()).contains("your address is listed");
            script.to(ScriptedSmtpServer.GREETING, ScriptedSmtpServer.HANG_UP);
            assertThat(failure(test, Step.CONNECT).said()).contains("closed the connection");
        }
    }

    @Test
    void saysWhichProtectionWouldFit() throws Exception {
        server = RealSmtpServer.plain();
        assertThat(failure(
                                ConnectionTest.of(settings(server.port(), TlsMode.STARTTLS)
                                        .build()),
                                Step.TLS)
                        .remedy())
                .contains("SSL/TLS with port 465");
        assertThat(failure(
                                ConnectionTest.of(
                                        settings(server.port(), TlsMode.TLS).build()),
                                Step.TLS)
                        .remedy())
                .contains("STARTTLS");
        assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }

    @Test
    void saysWhatIsWrongWithACertificate() throws Exception {
        server = RealSmtpServer.startTls(authority.serverContext("elsewhere.example"), "ann", "hunter2");
        assertThat(failure(
                                ConnectionTest.of(settings(server.port(), TlsMode.STARTTLS)
                                        .build()),
                                Step.TLS)
                        .remedy())
                .contains("another name than localhost");
        SmtpSettings trustingThePlatform = SmtpSettings.builder("localhost", Mailbox.of(SUPPORT))
                .port(server.port())
                .build();
        assertThat(failure(ConnectionTest.of(trustingThePlatform), Step.TLS).remedy())
                .contains("not signed by an authority");
    }

    @Test
    void saysWhatTheProviderWantsAsLogin() throws Exception {
        server = RealSmtpServer.startTls(authority.serverContext("localhost"), "ann", "hunter2");
        SmtpSettings settings = settings(server.port(), TlsMode.STARTTLS)
                .login("ann", Secret.of("hunter22"))
                .build();
        Result result = failure(ConnectionTest.of(settings), Step.LOGIN);
        assertThat(result.said()).contains("535");
        assertThat(result.remedy()).contains("app password");
        assertThat(Remedies.login(
                        SmtpProvider.SENDGRID.settings(Mailbox.of(SUPPORT)).build()))
                .contains("SendGrid wants as user the word apikey");
    }

    @Test
    void saysWhenTheSenderMayNotSend() throws Exception {
        try (ScriptedSmtpServer script = ScriptedSmtpServer.start().to("MAIL", "550 5.7.60 not your address")) {
            Result result = failure(
                    ConnectionTest.of(settings(script.port(), TlsMode.PLAIN).build()), Step.SEND);
            assertThat(result.said()).contains("not your address");
            assertThat(result.remedy()).contains("support@acme.example may send", "verified");
        }
    }

    @Test
    void endsWhateverTheServerDoes() throws Exception {
        try (ScriptedSmtpServer script = ScriptedSmtpServer.start()
                .to(ScriptedSmtpServer.FINAL_DOT, ScriptedSmtpServer.slowly("250 " + "x".repeat(500)))) {
            SmtpSettings settings = settings(script.port(), TlsMode.PLAIN)
                    .deadline(Duration.ofSeconds(1))
                    .build();
            assertThat(failure(ConnectionTest.of(settings), Step.SEND).said()).contains("No answer within 1 s");
        }
    }
}
