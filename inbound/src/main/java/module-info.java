/**
 * A mail provider's payload, parsed and matched, becomes a message on the right ticket. Begin with {@link
 * io.embedesk.inbound.InboundEndpoint}, or with {@link io.embedesk.inbound.InboundReader} for parsing alone.
 */
@org.jspecify.annotations.NullMarked
module io.embedesk.inbound {
    requires static transitive org.jspecify;
    requires transitive io.embedesk;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires jakarta.mail;
    requires org.jsoup;
    requires org.slf4j;

    exports io.embedesk.inbound;
}
