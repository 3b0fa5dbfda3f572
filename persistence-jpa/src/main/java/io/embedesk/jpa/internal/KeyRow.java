package io.embedesk.jpa.internal;

import io.embedesk.spi.KeyedRow;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A value under a key. */
@Cacheable(false)
@Entity(name = "EmbedeskKey")
@Table(name = "embedesk_key")
class KeyRow implements Rows.Row {
    /** Hash of workspace, group and name: unique together, and as long on every database. */
    @Id
    @Column(name = "key_id", length = 64, nullable = false)
    String id = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "key_group", length = 100, nullable = false)
    String group = "";

    @Column(name = "key_name", length = 200, nullable = false)
    String name = "";

    @Column(name = "key_value", length = 1_000_000, nullable = false)
    String value = "";

    @Column(name = "row_version", nullable = false)
    long version;

    @Column(name = "expires_at")
    @Nullable
    Instant expiresAt;

    static KeyRow of(String workspace, KeyedRow row) {
        KeyRow made = new KeyRow();
        made.id = id(workspace, row.group(), row.key());
        made.workspace = workspace;
        made.group = row.group();
        made.name = row.key();
        made.value = row.value();
        made.version = row.version();
        made.expiresAt = row.expiresAt();
        return made;
    }

    static String id(String workspace, String group, String name) {
        return Hashes.hex(workspace, group, name);
    }

    KeyedRow row() {
        return new KeyedRow(group, name, value, version, expiresAt);
    }
}
