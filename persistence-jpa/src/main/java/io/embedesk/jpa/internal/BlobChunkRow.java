package io.embedesk.jpa.internal;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A piece of a file. */
@Cacheable(false)
@Entity(name = "EmbedeskBlobChunk")
@Table(name = "embedesk_blob_chunk")
class BlobChunkRow implements Rows.Row {
    static final int BYTES = 65_535;

    /** Blob, dash, number. */
    @Id
    @Column(name = "chunk_key", length = 40, nullable = false)
    String key = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "blob_id", length = 26, nullable = false)
    String blobId = "";

    @Column(name = "chunk_number", nullable = false)
    int number;

    @Column(name = "chunk_bytes", length = BYTES, nullable = false)
    byte[] bytes = new byte[0];
}
