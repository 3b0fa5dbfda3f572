package io.embedesk.examples.s3;

import io.embedesk.AttachmentId;
import io.embedesk.spi.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Files in a bucket, each under a prefix and its id. No name that a customer gave becomes a key. A bucket of one workspace, or
 * a prefix for each.
 */
public final class S3Attachments implements AttachmentStore {
    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /**
     * A place for files.
     *
     * @param client to the object store
     * @param bucket which is there
     * @param prefix what each key begins with, such as {@code "desk/"}
     */
    public S3Attachments(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    private String key(AttachmentId id) {
        return prefix + id.value();
    }

    private interface Request<T> {
        T send() throws IOException;
    }

    private static <T> T answer(String what, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (SdkException e) {
            throw new IOException("The object store did not " + what, e);
        }
    }

    /** S3 wants to know the length beforehand: what breaks off while it is read never reaches the bucket. */
    @Override
    public void put(AttachmentId id, InputStream bytes) throws IOException {
        Path whole = Files.createTempFile("attachment", null);
        try {
            Files.copy(bytes, whole, StandardCopyOption.REPLACE_EXISTING);
            answer(
                    "keep " + id,
                    () -> client.putObject(put -> put.bucket(bucket).key(key(id)), RequestBody.fromFile(whole)));
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    @Override
    public Optional<InputStream> open(AttachmentId id) throws IOException {
        return answer("open " + id, () -> {
            try {
                return Optional.of(client.getObject(get -> get.bucket(bucket).key(key(id))));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void delete(AttachmentId id) throws IOException {
        answer(
                "delete " + id,
                () -> client.deleteObject(delete -> delete.bucket(bucket).key(key(id))));
    }

    /** S3 lists in the order of keys, which is that of ids. */
    @Override
    public List<AttachmentId> list(@Nullable AttachmentId after, int limit) throws IOException {
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).maxKeys(limit);
        if (after != null) {
            request.startAfter(key(after));
        }
        return answer(
                "list its keys",
                () -> client.listObjectsV2(request.build()).contents().stream()
                        .map(S3Object::key)
                        .map(key -> new AttachmentId(key.substring(prefix.length())))
                        .toList());
    }
}
