package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.InvalidInputException;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.mail.testing.ScriptedSmtpServer;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.Answer.Verdict;
import io.embedesk.spi.EmailChannel.Files;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.spi.EmailChannel.SendResult.Answered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpChannelTest {
    private static final Mailbox SUPPORT = new Mailbox("Acme Support", EmailAddress.of("support@acme.example"));
    private static TestAuthority authority = TestAuthority.unmade();
    private RealSmtpServer server = RealSmtpServer.none();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void makeCertificates() throws Exception {
        authority = TestAuthority.make();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private ScriptedSmtpServer script() throws IOException {
        ScriptedSmtpServer script = ScriptedSmtpServer.start();
        opened.add(script);
        return script;
    }

    private SmtpSettings.Builder settings(int port, TlsMode tls) {
        return SmtpSettings.builder("localhost", SUPPORT)
                .port(port)
                .tls(tls)
                .sslContext(authority.trusting())
                .answerWithin(Duration.ofSeconds(5));
    }

    private static SendResult send(SmtpSettings settings, OutboundEmail mail) {
        return SmtpChannel.of(settings).send(mail, id -> {
            throw new java.io.IOException("no files");
        });
    }

    private static Answer answer(Answered answered, EmailAddress recipient) {
        return java.util.Objects.requireNonNull(answered.answers().get(recipient));
    }

    @Nested
    class AgainstARealServer {
        @Test
        void sendsInTheClearWhenThatIsAskedFor() throws Exception {
            server = RealSmtpServer.plain();
            Answered answered =
                    (Answered) send(settings(server.port(), TlsMode.PLAIN).build(), Mails.plain());
            assertThat(answer(answered, Mails.CARLA).verdict()).isEqualTo(Verdict.ACCEPTED);
            RealSmtpServer.Mail mail = server.mails().get(0);
            assertThat(mail.from()).isEqualTo("support@acme.example");
            assertThat(mail.to()).containsExactly("carla@customer.example");
            assertThat(mail.text())
                    .contains("Message-ID: <ticket.01hzy3v9k4q2m8n7p6r5s4t3w2.new.reply@acme.example>\r\n")
                    .contains("In-Reply-To: <first@customer.example>\r\n")
                    .contains("\r\n.\r\nYours, Ann");
        }

        @Test
        void sendsOverStartTlsWithALogin() throws Exception {
            server = RealSmtpServer.startTls(authority.serverContext("localhost"), "ann", "secret");
            SmtpSettings settings = settings(server.port(), TlsMode.STARTTLS)
                    .login("ann", Secret.of("secret"))
                    .build();
            assertThat(send(settings, Mails.plain())).isInstanceOf(Answered.class);
            assertThat(server.mails()).hasSize(1);
            assertThat(server.mails().get(0).encrypted()).isTrue();
        }

        @Test
        void sendsOverTlsFromTheFirstByte() throws Exception {
            server = RealSmtpServer.implicitTls(authority.serverContext("localhost"));
            assertThat(send(settings(server.port(), TlsMode.TLS).build(), Mails.plain()))
                    .isInstanceOf(Answered.class);
            assertThat(server.mails()).hasSize(1);
        }

        @Test
        void saysWhenTheCredentialsAreRefused() throws Exception {
            server = RealSmtpServer.startTls(authority.serverContext("localhost"), "ann", "secret");
            SmtpSettings settings = settings(server.port(), TlsMode.STARTTLS)
                    .login("ann", Secret.of("wrong-password"))
                    .build();
            SendResult result = send(settings, Mails.plain());
            assertThat(result).isInstanceOf(SendResult.CredentialsRefused.class);
            assertThat(result.toString()).contains("535").doesNotContain("wrong-password");
            assertThat(server.mails()).isEmpty();
        }

        @Test
        void saysNothingToAServerWithoutTls() throws Exception {
            server = RealSmtpServer.plain();
            SmtpSettings settings = settings(server.port(), TlsMode.STARTTLS)
                    .login("ann", Secret.of("secret"))
                    .build();
            assertThat(send(settings, Mails.plain())).isInstanceOf(SendResult.Unavailable.class);
            assertThat(server.mails()).isEmpty();
            assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
        }

        @Test
        void saysNothingToAServerUnderAnotherName() throws Exception {
            server = RealSmtpServer.startTls(authority.serverContext("elsewhere.example"), "ann", "secret");
            SmtpSettings settings = settings(server.port(), TlsMode.STARTTLS)
                    .login("ann", Secret.of("secret"))
                    .build();
            assertThat(send(settings, Mails.plain())).isInstanceOf(SendResult.Unavailable.class);
            assertThat(server.commands()).noneMatch(c -> c.startsWith("AUTH") || c.startsWith("MAIL"));
        }

        @Test
        void tellsWhatWasSaidOfEachRecipient() throws Exception {
            server = RealSmtpServer.plain();
            server.refuse("dan@customer.example", 550, "5.1.1 no such user");
            Answered partly =
                    (Answered) send(settings(server.port(), TlsMode.PLAIN).build(), Mails.toBoth());
            assertThat(answer(partly, Mails.CARLA).verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(answer(partly, Mails.DAN).verdict()).isEqualTo(Verdict.REFUSED);
            assertThat(answer(partly, Mails.DAN).detail()).contains("5.1.1 no such user");
            assertThat(server.mails().get(0).to()).containsExactly("carla@customer.example");
            server.refuse("carla@customer.example", 451, "4.7.1 greylisted");
            Answered none =
                    (Answered) send(settings(server.port(), TlsMode.PLAIN).build(), Mails.toBoth());
            assertThat(answer(none, Mails.CARLA).verdict()).isEqualTo(Verdict.TRY_LATER);
            assertThat(answer(none, Mails.DAN).verdict()).isEqualTo(Verdict.REFUSED);
        }
    }

    @Nested
    class AgainstAScript {
        private SmtpSettings to(ScriptedSmtpServer script) {
            return settings(script.port(), TlsMode.PLAIN)
                    .answerWithin(Duration.ofSeconds(20))
                    .deadline(Duration.ofMillis(700))
                    .build();
        }

        @Test
        void isInDoubtWhenTheConnectionBreaksAfterTheFinalDot() throws Exception {
            ScriptedSmtpServer script = script().to(ScriptedSmtpServer.FINAL_DOT, ScriptedSmtpServer.HANG_UP);
            assertThat(send(to(script), Mails.plain())).isInstanceOf(SendResult.InDoubt.class);
        }

        @Test
        void isInDoubtWhenTheAnswerToTheFinalDotNeverComes() throws Exception {
            ScriptedSmtpServer script = script().to(ScriptedSmtpServer.FINAL_DOT, ScriptedSmtpServer.SILENCE);
            SendResult result = send(to(script), Mails.plain());
            assertThat(result).isInstanceOf(SendResult.InDoubt.class);
            assertThat(result.toString()).contains("No answer within");
        }

        @Test
        void sentNothingWhenTheServerHangsBefore() throws Exception {
            for (String command : List.of("", "EHLO", "MAIL", "RCPT", "DATA")) {
                for (String answer : List.of(ScriptedSmtpServer.SILENCE, ScriptedSmtpServer.HANG_UP)) {
                    ScriptedSmtpServer script = script().to(command, answer);
                    assertThat(send(to(script), Mails.plain()))
                            .as("%s: %s", command, answer)
                            .isInstanceOf(SendResult.Unavailable.class);
                }
            }
        }

        @Test
        void readsTheAnswerToTheWholeMail() throws Exception {
            for (String command : List.of("MAIL", "DATA", ScriptedSmtpServer.FINAL_DOT)) {
                assertThat(verdict(command, "451 4.3.0 later")).as(command).isEqualTo(Verdict.TRY_LATER);
                assertThat(verdict(command, "552 5.3.4 too big")).as(command).isEqualTo(Verdict.REFUSED);
                ScriptedSmtpServer script = script().to(command, "421 4.3.2 closing");
                assertThat(send(to(script), Mails.plain())).as(command).isInstanceOf(SendResult.Unavailable.class);
            }
            ScriptedSmtpServer script = script().to("MAIL", "530 5.7.0 log in first");
            assertThat(send(to(script), Mails.plain())).isInstanceOf(SendResult.CredentialsRefused.class);
        }

        private Verdict verdict(String command, String answer) throws Exception {
            ScriptedSmtpServer script = script().to(command, answer);
            Answered answered = (Answered) send(to(script), Mails.plain());
            assertThat(answer(answered, Mails.CARLA).detail()).contains(answer.substring(4));
            return answer(answered, Mails.CARLA).verdict();
        }

        @Test
        void learnsUnderWhichIdTheProviderSendsItOn() throws Exception {
            ScriptedSmtpServer script =
                    script().to(ScriptedSmtpServer.FINAL_DOT, "250 2.0.0 Ok <0102-abc@email.provider.example>");
            Answered answered = (Answered) send(to(script), Mails.plain());
            assertThat(answered.aliases()).containsExactly(new MessageId("0102-abc@email.provider.example"));
        }

        @Test
        void writesLinesAsTheProtocolWantsThem() throws Exception {
            ScriptedSmtpServer script = script();
            send(to(script), Mails.plain());
            String wire = script.mails().get(0);
            assertThat(wire).contains("\r\n..\r\nYours, Ann").endsWith("\r\n.\r\n");
            assertThat(wire.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        }

        @Test
        void usesTheHostsThreadForTheDeadline() throws Exception {
            ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor();
            try {
                ScriptedSmtpServer script = script().to("EHLO", ScriptedSmtpServer.SILENCE);
                SendResult result = SmtpChannel.of(to(script))
                        .watchedBy(own)
                        .send(Mails.plain(), id -> new java.io.ByteArrayInputStream(new byte[0]));
                assertThat(result.toString()).contains("No answer within");
            } finally {
                own.shutdownNow();
            }
        }
    }

    @Test
    void isUnavailableWhereNobodyListens() throws Exception {
        // Bound and not listening: nobody else gets the port.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getByName("localhost"), 0));
            assertThat(send(settings(taken.getLocalPort(), TlsMode.PLAIN).build(), Mails.plain()))
                    .isInstanceOf(SendResult.Unavailable.class);
        }
    }

    @Test
    void isNotConfiguredWhileThereAreNoSettings() {
        SmtpChannel channel = SmtpChannel.of(Optional::empty);
        assertThat(channel.identity()).isEmpty();
        assertThat(channel.send(Mails.plain(), id -> new java.io.ByteArrayInputStream(new byte[0])))
                .isInstanceOf(SendResult.Unavailable.class);
        assertThat(channel.deadline()).isPositive();
    }

    @Nested
    class Connections {
        private final Files none = id -> {
            throw new IOException("no files");
        };

        private SmtpSettings.Builder to(ScriptedSmtpServer script) {
            return SmtpSettings.builder("localhost", SUPPORT)
                    .port(script.port())
                    .tls(TlsMode.PLAIN);
        }

        @Test
        void areUsedAgain() throws Exception {
            ScriptedSmtpServer script = script();
            SmtpChannel channel = SmtpChannel.of(to(script).build());
            for (int i = 0; i < 3; i++) {
                assertThat(channel.send(Mails.plain(), none)).isInstanceOf(Answered.class);
            }
            assertThat(script.conversations()).hasSize(1);
            assertThat(script.mails()).hasSize(3);
            channel.close();
            awaitLastCommand(script, 0, "QUIT");
            assertThat(channel.send(Mails.plain(), none)).isInstanceOf(Answered.class);
        }

        private void awaitLastCommand(ScriptedSmtpServer script, int conversation, String command) throws Exception {
            for (int i = 0; i < 100; i++) {
                List<String> commands = script.conversations().get(conversation).commands();
                if (commands.get(commands.size() - 1).equals(command)) {
                    return;
                }
                Thread.sleep(20);
            }
            assertThat(script.conversations().get(conversation).commands()).endsWith(command);
        }

        @Test
        void thatTheServerHasClosedAreReplacedAtOnce() throws Exception {
            ScriptedSmtpServer script = script();
            SmtpChannel channel = SmtpChannel.of(to(script).build());
            channel.send(Mails.plain(), none);
            script.dropConnections();
            assertThat(channel.send(Mails.plain(), none)).isInstanceOf(Answered.class);
            assertThat(script.conversations()).hasSize(2);
            assertThat(script.mails()).hasSize(2);
        }

        @Test
        void areReplacedOnceAndNoMore() throws Exception {
            ScriptedSmtpServer script = script();
            SmtpChannel channel = SmtpChannel.of(to(script).build());
            channel.send(Mails.plain(), none);
            script.to("MAIL", "421 4.3.2 too many mails");
            assertThat(channel.send(Mails.plain(), none)).isInstanceOf(SendResult.Unavailable.class);
            assertThat(script.conversations()).hasSize(2);
        }

        @Test
        void belongToTheSettings() throws Exception {
            ScriptedSmtpServer script = script();
            SmtpSettings first = to(script).login("ann", Secret.of("first")).build();
            SmtpSettings second = to(script).login("ann", Secret.of("second")).build();
            AtomicReference<SmtpSettings> current = new AtomicReference<>(first);
            SmtpChannel channel = SmtpChannel.of(() -> Optional.of(current.get()));
            channel.send(Mails.plain(), none);
            current.set(to(script).login("ann", Secret.of("first")).build());
            channel.send(Mails.plain(), none);
            assertThat(script.conversations()).hasSize(1);
            current.set(second);
            channel.send(Mails.plain(), none);
            assertThat(script.conversations()).hasSize(2);
            awaitLastCommand(script, 0, "QUIT");
        }

        @Test
        void overWhichSomethingWentWrongAreNotUsedAgain() throws Exception {
            ScriptedSmtpServer script = script().to("RCPT", "550 5.1.1 no such user");
            SmtpChannel channel = SmtpChannel.of(to(script).build());
            channel.send(Mails.plain(), none);
            channel.send(Mails.plain(), none);
            assertThat(script.conversations()).hasSize(2);
        }

        @Test
        void areNoMoreThanThereAreMailsAtOnce() throws Exception {
            ScriptedSmtpServer script = script();
            SmtpChannel channel = SmtpChannel.of(to(script).build());
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Callable<SendResult>> mails = Collections.nCopies(100, () -> channel.send(Mails.plain(), none));
                for (Future<SendResult> sent : threads.invokeAll(mails)) {
                    assertThat(sent.get()).isInstanceOf(Answered.class);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(script.mails()).hasSize(100);
            assertThat(script.conversations()).hasSizeLessThanOrEqualTo(4);
        }

        @Test
        void areNotMadeToAddressesThatThePolicyForbids() throws Exception {
            ScriptedSmtpServer script = script();
            for (TlsMode mode : TlsMode.values()) {
                SmtpSettings settings = settings(script.port(), mode).build();
                SendResult result =
                        SmtpChannel.of(settings).contacting(HostPolicy.PUBLIC).send(Mails.plain(), none);
                assertThat(result).as(mode.name()).isInstanceOf(SendResult.Unavailable.class);
                assertThat(result.toString()).contains("localhost").contains("must not be contacted");
            }
            assertThat(script.conversations()).isEmpty();
        }

        @Test
        void agreeOnLettersBeyondAsciiWhenAnAddressNeedsThem() throws Exception {
            ScriptedSmtpServer script = script().to("EHLO", "250-scripted\n250-8BITMIME\n250 SMTPUTF8");
            Mailbox gruber = new Mailbox("Jörg", EmailAddress.of("jörg@bücher.example"));
            OutboundEmail mail = Mails.with("Re: Grüße", "y", gruber);
            SmtpChannel channel = SmtpChannel.of(to(script).build());
            assertThat(channel.send(mail, none)).isInstanceOf(Answered.class);
            List<String> commands = script.conversations().get(0).commands();
            assertThat(commands)
                    .anyMatch(line -> line.startsWith("MAIL FROM:<support@acme.example>") && line.contains("SMTPUTF8"));
            String utf8 = new String("jörg".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assertThat(commands).contains("RCPT TO:<" + utf8 + "@xn--bcher-kva.example>");
            channel.send(Mails.plain(), none);
            assertThat(script.conversations().get(1).commands()).noneMatch(line -> line.contains("SMTPUTF8"));
        }

        @Test
        void sayWhenAnAddressNeedsWhatTheServerHasNot() throws Exception {
            ScriptedSmtpServer script = script();
            EmailAddress gruber = EmailAddress.of("jörg@customer.example");
            OutboundEmail mail = Mails.with("Re: x", "y", Mailbox.of(gruber));
            Answered answered = (Answered) SmtpChannel.of(to(script).build()).send(mail, none);
            assertThat(answer(answered, gruber).verdict()).isEqualTo(Verdict.REFUSED);
            assertThat(answer(answered, gruber).detail()).contains("SMTPUTF8");
            assertThat(script.conversations().get(0).commands()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void amazonTellsTheIdWithoutItsDomain() {
        String id = "010201932f3b4c5d-0a1b2c3d-0000-4e5f-8a9b-001122334455-000000";
        assertThat(alias("email-smtp.eu-west-1.amazonaws.com", "250 Ok " + id))
                .containsExactly(new MessageId(id + "@eu-west-1.amazonses.com"));
        assertThat(alias("email-smtp.us-east-1.amazonaws.com", "250 Ok " + id))
                .containsExactly(new MessageId(id + "@email.amazonses.com"));
        assertThat(alias("smtp.acme.example", "250 Ok " + id)).isEmpty();
        assertThat(alias("email-smtp.eu-west-1.amazonaws.com", "250 Ok")).isEmpty();
        assertThat(alias("smtp.office365.com", "250 2.0.0 OK <AB1.CD2@EF3.eurprd04.prod.outlook.com> [Hostname=x]"))
                .containsExactly(new MessageId("AB1.CD2@EF3.eurprd04.prod.outlook.com"));
    }

    private static List<MessageId> alias(String host, String response) {
        return ((Answered) SmtpAnswers.accepted(Mails.plain(), host, response)).aliases();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "10.1.2.3, false",
        "172.16.0.1, false",
        "172.31.255.255, false",
        "172.32.0.1, true",
        "192.168.1.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "100.128.0.1, true",
        "0.0.0.0, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "8.8.8.8, true",
        "198.19.0.1, false",
        "1.1.1.1, true",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fd00::1, false",
        "ff02::1, false",
        "2606:4700::1111, true",
        "::ffff:10.0.0.1, false",
        "64:ff9b::a00:1, false",
        "64:ff9b::808:808, true",
        "2002:7f00:1::, false",
        "2002:808:808::, true",
        "2001:db8::1, false",
        "2001:0:1::1, false",
        "2001:4860:4860::8888, true"
    })
    void knowsWhichAddressesArePublic(String address, boolean isPublic) throws Exception {
        assertThat(HostPolicy.PUBLIC.allows(InetAddress.getByName(address))).isEqualTo(isPublic);
        assertThat(HostPolicy.ANY.allows(InetAddress.getByName(address))).isTrue();
    }

    @Nested
    class Settings {
        @Test
        void haveTheDefaultsOfTheField() {
            SmtpSettings settings =
                    SmtpSettings.builder("smtp.acme.example", SUPPORT).build();
            assertThat(settings.port()).isEqualTo(587);
            assertThat(settings.tls()).isEqualTo(TlsMode.STARTTLS);
            assertThat(settings.replyDomain()).isEqualTo("acme.example");
            assertThat(SmtpChannel.of(settings).identity().orElseThrow().from()).isEqualTo(SUPPORT);
            assertThat(SmtpSettings.builder("smtp.acme.example", SUPPORT)
                            .tls(TlsMode.TLS)
                            .build()
                            .port())
                    .isEqualTo(465);
        }

        @Test
        void nameEverythingThatIsWrong() {
            assertThatThrownBy(() -> SmtpSettings.builder("bad host", SUPPORT)
                            .port(70_000)
                            .replyDomain("x y")
                            .deadline(Duration.ZERO)
                            .build())
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.violations())
                                    .extracting(InvalidInputException.Violation::field)
                                    .containsExactly("host", "port", "replyDomain", "deadline"));
        }

        @Test
        void showNoPassword() {
            SmtpSettings settings = SmtpSettings.builder("smtp.acme.example", SUPPORT)
                    .login("ann", Secret.of("hunter2hunter2"))
                    .build();
            assertThat(settings.toString()).doesNotContain("hunter2").contains("with login");
        }
    }
}
