package io.embedesk.jpa.internal;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** That a message has gone to its target. */
@Cacheable(false)
@Entity(name = "EmbedeskClaim")
@Table(name = "embedesk_claim")
class ClaimRow implements Rows.Row {
    /** Hash of workspace, Message-ID hash, fingerprint and target: unique together. */
    @Id
    @Column(name = "claim_key", length = 64, nullable = false)
    String key = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    /** Both hashes without the target, for the time after the ticket. */
    @Column(name = "message_hash", length = 129, nullable = false)
    String message = "";

    @Column(name = "ticket_id", length = 26, nullable = false)
    String ticketId = "";
}
