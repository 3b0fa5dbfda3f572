package io.embedesk.examples.quickstart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import io.embedesk.email.ReplyTokens;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundDelivery;
import io.embedesk.inbound.InboundException;
import io.embedesk.inbound.InboundProvider;
import io.embedesk.inbound.InboundReader;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what the library makes of mails and captured requests: the first thing to ask when an answer went astray. */
@Command(
        name = "InspectInbound",
        mixinStandardHelpOptions = true,
        description = "Reads mails or captured HTTP requests and prints one JSON object a line for each file.")
public final class InspectInbound implements Callable<Integer> {
    private static final Pattern CAPTURE =
            Pattern.compile("\\A(HTTP/\\d[\\d.]* \\d{3}|[A-Z]{3,7} \\S+ HTTP/\\d)[^\\r\\n]*\\r?\\n");

    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.INDENT_OUTPUT);

    private enum Provider {
        MAILGUN,
        RAW,
        GENERIC;

        InboundProvider with(@Nullable Secret secret) {
            return switch (this) {
                case MAILGUN -> secret == null ? Mailgun.acceptingUnsignedRequests() : Mailgun.signedWith(secret);
                case RAW -> secret == null ? RawMime.acceptingUnsignedRequests() : RawMime.signedWith(secret);
                case GENERIC ->
                    secret == null ? GenericWebhook.acceptingUnsignedRequests() : GenericWebhook.signedWith(secret);
            };
        }
    }

    @Option(names = "--provider", description = "Whose requests: ${COMPLETION-CANDIDATES}. Default: whichever fits.")
    private @Nullable Provider provider;

    @Option(names = "--content-type", description = "The files are request bodies of this type.")
    private @Nullable String contentType;

    @Option(names = "--secret", description = "The provider's key, to check signatures. Their age is not regarded.")
    private @Nullable String secret;

    @Option(names = "--header", description = "A request header, \"Name: value\"; repeatable.")
    private List<String> headers = List.of();

    @Option(names = "--text", description = "The files are bare plain-text bodies.")
    private boolean text;

    @Option(names = "--reply-key", description = "The desk's reply key, to recognise its own mail.")
    private @Nullable String replyKey;

    @Parameters(arity = "1..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    private final PrintStream out;

    InspectInbound(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(new PrintStream(System.out, true, UTF_8), args));
    }

    static int run(PrintStream out, String... args) {
        return new CommandLine(new InspectInbound(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        InboundReader reader = reader();
        for (Path file : files) {
            out.println(JSON.writeValueAsString(inspect(reader, file)));
        }
        return 0;
    }

    private InboundReader reader() {
        Secret key = secret == null || secret.isEmpty() ? null : Secret.of(secret);
        List<Provider> chosen = provider == null ? List.of(Provider.values()) : List.of(provider);
        InboundReader reader = InboundReader.of(
                        chosen.stream().map(p -> p.with(key)).toArray(InboundProvider[]::new))
                .ofAnyAge();
        return replyKey == null
                ? reader
                : reader.recognising(ReplyTokens.of(Workspace.DEFAULT, Secret.of(replyKey))::isOwnMarker);
    }

    /** Never throws: one bad file must not hide the others. */
    private ObjectNode inspect(InboundReader reader, Path file) {
        InspectedFile result = new InspectedFile(file.toString());
        try {
            read(reader, Files.readAllBytes(file), result);
        } catch (InboundException e) {
            result.failed(e.reason() + ": " + e.detail());
        } catch (NoSuchFileException | FileNotFoundException e) {
            result.failed("NOT_FOUND: there is no such file");
        } catch (IOException e) {
            result.failed("UNREADABLE: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            result.failed("INTERNAL: " + e);
        }
        return result.json();
    }

    private void read(InboundReader reader, byte[] bytes, InspectedFile result) throws IOException {
        if (text) {
            byte[] head = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                    .getBytes(UTF_8);
            InputStream mail = new SequenceInputStream(new ByteArrayInputStream(head), new ByteArrayInputStream(bytes));
            result.email(reader.readMime(mail));
        } else if (isCapture(bytes)) {
            request(reader, InboundRequest.ofCapture(bytes), result);
        } else if (contentType != null || provider != null) {
            request(reader, InboundRequest.post("/", Map.of(), new ByteArrayInputStream(bytes)), result);
        } else {
            result.email(reader.readMime(new ByteArrayInputStream(bytes)));
        }
    }

    private void request(InboundReader reader, InboundRequest bare, InspectedFile result) throws IOException {
        InboundRequest request = contentType == null ? bare : bare.withHeader("Content-Type", contentType);
        for (String header : headers) {
            int colon = header.indexOf(':');
            request = request.withHeader(
                    header.substring(0, Math.max(colon, 0)).strip(),
                    header.substring(colon + 1).strip());
        }
        try (InboundDelivery delivery = reader.open(request)) {
            result.authenticity(delivery.authenticity());
            delivery.mails().forEach(result::email);
        }
    }

    private static boolean isCapture(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 4096), ISO_8859_1);
        return CAPTURE.matcher(start).find();
    }
}
