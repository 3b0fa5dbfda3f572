package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.ConfigurationException;
import io.embedesk.inbound.InboundException.Reason;
import io.embedesk.intake.IncomingMessage.Authentication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SES, which hands mail over by SNS: within the notification, or in a bucket from which the host's {@link Fetcher} gets it. A valid
 * signature only proves that it came from somebody's topic; so the topics are named.
 */
public final class AmazonSes extends InboundProvider {
    private static final List<String> SIGNED_IN_NOTIFICATIONS =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SIGNED_IN_CONFIRMATIONS =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final int MOST_CERTIFICATES = 20;
    /** A topic may be told to try for as long as that. */
    private static final Duration PAST = Duration.ofHours(24);

    private static final Duration FUTURE = Duration.ofMinutes(15);

    private final Set<String> topics;
    private final Fetcher fetcher;
    private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();

    private AmazonSes(Set<String> topics, Fetcher fetcher) {
        this.topics = Set.copyOf(topics);
        this.fetcher = fetcher;
    }

    /**
     * Accepts only what SNS has signed for one of the host's topics. Their subscriptions are confirmed without further ado.
     *
     * @param fetcher asked for SNS's certificates and confirmations, both {@code https://sns.{region}.amazonaws.com/…}, and for
     *     {@code s3://bucket/key} where a rule stores mail in a bucket
     * @param topics the ARNs
     * @return the provider
     * @throws ConfigurationException if there is none
     */
    public static AmazonSes fromTopics(Fetcher fetcher, String... topics) {
        if (topics.length == 0) {
            throw new ConfigurationException(
                    "No SNS topic is named", "Anybody has topics: name the ARN of each that is the host's.");
        }
        return new AmazonSes(Set.of(topics), fetcher);
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @param fetcher as in {@link #fromTopics}
     * @return the provider
     */
    public static AmazonSes acceptingUnsignedRequests(Fetcher fetcher) {
        return new AmazonSes(Set.of(), fetcher);
    }

    /**
     * Signs as SNS does, for a host's tests.
     *
     * @param key the private key of the certificate that the {@code SigningCertURL} names
     * @param fields the fields of the notification
     * @return its {@code Signature}, version 2
     */
    public static String sign(PrivateKey key, Map<String, String> fields) {
        String signed = signedText(fields::get);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("A private RSA key signs", e);
        }
    }

    @Override
    public String name() {
        return "ses";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        JsonNode root = notification(request);
        return request.header("x-amz-sns-message-type").isPresent() || root.has("TopicArn") && root.has("Message");
    }

    /** SNS posts JSON as text/plain. */
    private static JsonNode notification(BufferedRequest request) {
        return Json.orMissing(request);
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (topics.isEmpty()) {
            return Authenticity.UNSIGNED;
        }
        JsonNode root = notification(request);
        boolean mine = topics.contains(root.path("TopicArn").asText());
        return mine && isSigned(root, times) ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    private boolean isSigned(JsonNode root, Timestamps times) {
        String signed = signedText(name -> root.has(name) ? root.path(name).asText() : null);
        String algorithm = root.path("SignatureVersion").asText().equals("2") ? "SHA256withRSA" : "SHA1withRSA";
        String at = epoch(root.path("Timestamp").asText());
        X509Certificate certificate = certificate(root.path("SigningCertURL").asText());
        return certificate != null
                && times.within(at, PAST, FUTURE)
                && Keys.verifies(
                        algorithm,
                        certificate.getPublicKey(),
                        root.path("Signature").asText(),
                        Bytes.utf8(signed));
    }

    /** The very text that was sent: a time that is read and written again may look different. */
    private static String signedText(Function<String, @Nullable String> fields) {
        boolean notification = "Notification".equals(fields.apply("Type"));
        StringBuilder signed = new StringBuilder();
        for (String name : notification ? SIGNED_IN_NOTIFICATIONS : SIGNED_IN_CONFIRMATIONS) {
            String value = fields.apply(name);
            if (value != null) {
                signed.append(name).append('\n').append(value).append('\n');
            }
        }
        return signed.toString();
    }

    private static String epoch(String timestamp) {
        try {
            return String.valueOf(Instant.parse(timestamp).getEpochSecond());
        } catch (DateTimeException e) {
            return "";
        }
    }

    private @Nullable X509Certificate certificate(String url) {
        if (!isOfSns(url) || !url.endsWith(".pem")) {
            return null;
        }
        X509Certificate known = certificates.get(url);
        if (known != null) {
            return known;
        }
        try (InputStream in = fetcher.fetch(URI.create(url))) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            String subject = certificate.getSubjectX500Principal().getName().toLowerCase(Locale.ROOT);
            boolean named = subject.contains("cn=sns.") && subject.contains("amazonaws.com");
            certificate.checkValidity();
            if (named && certificates.size() < MOST_CERTIFICATES) {
                certificates.put(url, certificate);
            }
            return named ? certificate : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** {@code https://sns.{region}.amazonaws.com}, and nothing that only looks like it. */
    static boolean isOfSns(String url) {
        URI place;
        try {
            place = URI.create(url);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String host = place.getHost() == null ? "" : place.getHost().toLowerCase(Locale.ROOT);
        String[] labels = host.split("\\.", -1);
        boolean plain = "https".equals(place.getScheme()) && place.getPort() < 0 && place.getUserInfo() == null;
        boolean world = labels.length == 4 && host.endsWith(".amazonaws.com");
        boolean china = labels.length == 5 && host.endsWith(".amazonaws.com.cn");
        return plain && labels[0].equals("sns") && (world || china);
    }

    @Override
    boolean isHandshake(BufferedRequest request) throws IOException {
        JsonNode root = notification(request);
        String type = root.path("Type").asText();
        if (type.equals("SubscriptionConfirmation")) {
            String confirm = root.path("SubscribeURL").asText();
            if (isOfSns(confirm)) {
                fetcher.fetch(URI.create(confirm)).close();
            }
            return true;
        }
        return type.equals("UnsubscribeConfirmation")
                || root.path("Message").asText().startsWith("Successfully validated SNS topic");
    }

    @Override
    String deliveryKey(BufferedRequest request) {
        String id = notification(request).path("MessageId").asText();
        return id.isEmpty() ? super.deliveryKey(request) : id;
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        JsonNode event = Json.parse(notification(request).path("Message").asText());
        if (!event.path("notificationType").asText().equals("Received")) {
            throw new InboundException(Reason.NO_MAIL, "The SES notification is of another kind than Received");
        }
        JsonNode receipt = event.path("receipt");
        JsonNode action = receipt.path("action");
        MailDraft draft = switch (action.path("type").asText()) {
            case "SNS" -> assembly.mime(content(event, action));
            case "S3" ->
                assembly.fetched(
                        fetcher,
                        bucket(
                                action.path("bucketName").asText(),
                                action.path("objectKey").asText()));
            default ->
                throw new InboundException(
                        Reason.NO_MAIL,
                        "The SES rule neither sends the mail with its notification nor stores it in a bucket");
        };
        draft.envelopeFrom = Json.text(event.path("mail"), "source");
        draft.envelopeTo = Addresses.list(String.join(",", Json.texts(receipt.path("recipients"), "")));
        draft.authentication = authentication(receipt);
        return List.of(assembly.finish(draft));
    }

    private static Bytes content(JsonNode event, JsonNode action) {
        String content = event.path("content").asText();
        boolean encoded = action.path("encoding").asText().equals("BASE64");
        return encoded ? Bytes.of(Base64.getMimeDecoder().decode(content)) : Bytes.utf8(content);
    }

    private static URI bucket(String name, String key) {
        try {
            return new URI("s3", name, "/" + key, null);
        } catch (URISyntaxException e) {
            throw new InboundException(Reason.MALFORMED, "The SES notification names no bucket", e);
        }
    }

    private static Authentication authentication(JsonNode receipt) {
        return switch (receipt.path("dmarcVerdict").path("status").asText()) {
            case "PASS" -> Authentication.PASS;
            case "FAIL" -> Authentication.FAIL;
            default -> Authentication.UNKNOWN;
        };
    }
}
