package io.embedesk.examples.helpdesk;

import io.embedesk.email.MessageId;
import io.embedesk.examples.helpdesk.DemoMailbox.CaughtMail;
import io.embedesk.inbound.RawMime;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Answers a mail of the demo mailbox: composes what a mail program would, and delivers it as a mail provider would, signed and
 * by HTTP to this application's own webhook.
 */
@Component
final class DemoCustomer {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final HelpdeskSecrets secrets;
    private final Environment environment;
    private final Clock clock;

    DemoCustomer(HelpdeskSecrets secrets, Environment environment, Clock clock) {
        this.secrets = secrets;
        this.environment = environment;
        this.clock = clock;
    }

    /** {@return the webhook's answer} */
    HttpResponse<String> answer(CaughtMail mail, String text) throws IOException, InterruptedException {
        byte[] mime = compose(mail, text);
        int port = environment.getRequiredProperty("local.server.port", Integer.class);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + InboundServlet.PATH))
                .header("Content-Type", "message/rfc822")
                .header("X-Envelope-From", mail.to())
                .header("X-Envelope-To", mail.answerTo().value())
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(mime));
        RawMime.sign(secrets.webhookSecret(), clock.instant(), mime).forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private byte[] compose(CaughtMail original, String text) throws IOException {
        try {
            MimeMessage answer = new MimeMessage(Session.getInstance(new Properties()));
            answer.setFrom(new InternetAddress(original.to()));
            answer.setRecipients(
                    Message.RecipientType.TO,
                    InternetAddress.parse(original.answerTo().value()));
            answer.setSubject(answerSubject(original.mail().subject()), "UTF-8");
            answer.setSentDate(Date.from(clock.instant()));
            MessageId id = original.mail().ids().messageId();
            if (id != null) {
                answer.setHeader("In-Reply-To", id.bracketed());
                answer.setHeader("References", chain(original, id));
            }
            answer.setText(text + "\n\n" + quoted(original), "UTF-8");
            answer.saveChanges();
            answer.setHeader("Message-ID", "<" + UUID.randomUUID() + "@mailbox.example>");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            answer.writeTo(out);
            return out.toByteArray();
        } catch (MessagingException e) {
            throw new IOException("The answer could not be composed", e);
        }
    }

    private static String answerSubject(String subject) {
        return subject.regionMatches(true, 0, "Re:", 0, 3) ? subject : "Re: " + subject;
    }

    private static String chain(CaughtMail original, MessageId last) {
        return Stream.concat(original.mail().ids().references().stream(), Stream.of(last))
                .map(MessageId::bracketed)
                .collect(Collectors.joining("\r\n "));
    }

    private static String quoted(CaughtMail original) {
        @Nullable String text = original.mail().body().text();
        String lines = text == null
                ? ""
                : text.strip().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
        return "On " + original.at() + ", the support wrote:\n" + lines + "\n";
    }
}
