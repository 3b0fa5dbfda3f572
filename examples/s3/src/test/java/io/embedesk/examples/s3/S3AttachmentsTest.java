package io.embedesk.examples.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AttachmentId;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.testing.AttachmentStoreContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The promises of every place for files, on a real server that speaks S3. */
class S3AttachmentsTest extends AttachmentStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static S3Proxy server;
    private static S3Client client;

    private String bucket = "";

    @BeforeAll
    static void start() throws Exception {
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "key", "secret")
                .build();
        server.start();
        client = client(server.getPort());
    }

    private static S3Client client(int port) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.stop();
    }

    @BeforeEach
    void emptyBucket() {
        bucket = "bucket-" + BUCKETS.incrementAndGet();
        client.createBucket(create -> create.bucket(bucket));
    }

    @Override
    protected AttachmentStore first() {
        return new S3Attachments(client, bucket, "desk/");
    }

    @Override
    protected AttachmentStore other() {
        return new S3Attachments(client, bucket, "desk/");
    }

    @Test
    void saysWhatTheObjectStoreDidNotDo() {
        try (S3Client nowhere = client(1)) {
            AttachmentStore store = new S3Attachments(nowhere, bucket, "desk/");
            AttachmentId id = AttachmentId.mint(Instant.EPOCH);
            assertThatThrownBy(() -> store.open(id))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The object store did not open " + id);
        }
    }
}
