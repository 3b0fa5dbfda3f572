package io.embedesk.examples.commands;

import io.embedesk.Secret;
import io.embedesk.inbound.RawMime;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Takes a mail from a mail server's pipe to the webhook of a host. The exit codes are those of {@code sysexits.h}, which Postfix and Exim
 * understand: the mail server keeps a mail that could not be taken now, and returns one that never will be.
 */
@Command(
        name = "pipe",
        mixinStandardHelpOptions = true,
        description = "Takes the mail on standard input to a desk's webhook.",
        exitCodeOnInvalidInput = PipeMail.USAGE)
final class PipeMail implements Callable<Integer> {
    static final int USAGE = 64;
    static final int DATA = 65;
    static final int TRY_LATER = 75;
    static final int CONFIGURATION = 78;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(index = "0", description = "The webhook, such as https://acme.example/api/tickets/inbound-email.")
    private URI webhook = URI.create("");

    @Option(names = "--secret-file", required = true, description = "A file with nothing but the webhook's secret.")
    private Path secretFile = Path.of("");

    @Option(names = "--sender", description = "The envelope's sender; Postfix: $${sender}.")
    private @Nullable String sender;

    @Option(names = "--recipient", description = "The envelope's recipient; Postfix: $${recipient}.")
    private @Nullable String recipient;

    private final InputStream mail;

    PipeMail(InputStream mail) {
        this.mail = mail;
    }

    @Override
    public Integer call() throws InterruptedException {
        Secret secret;
        try {
            secret = Secret.of(Files.readString(secretFile).strip());
        } catch (IOException e) {
            System.err.println("The secret cannot be read from " + secretFile + ": " + e);
            return CONFIGURATION;
        }
        try {
            return exitCode(HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request(secret, mail.readAllBytes()), BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException e) {
            System.err.println("The desk cannot be reached: " + e);
            return TRY_LATER;
        }
    }

    private HttpRequest request(Secret secret, byte[] bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook)
                .timeout(PATIENCE)
                .header("Content-Type", "message/rfc822")
                .POST(BodyPublishers.ofByteArray(bytes));
        RawMime.sign(secret, Instant.now(), bytes).forEach(request::header);
        if (sender != null) {
            request.header("X-Envelope-From", sender);
        }
        if (recipient != null) {
            request.header("X-Envelope-To", recipient);
        }
        return request.build();
    }

    private int exitCode(int status) {
        if (status == 200) {
            return ExitCode.OK;
        }
        System.err.println(webhook + " answered " + status);
        if (status == 401 || status == 403 || status == 404) {
            // A wrong secret or address is ours to mend: until then the mail waits.
            return TRY_LATER;
        }
        return status == 400 || status == 413 || status == 422 ? DATA : TRY_LATER;
    }
}
