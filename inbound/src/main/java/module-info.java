/**
 * A mail provider's payload, parsed and matched, becomes a message on the right ticket. Begin with {@link
 * io.embedesk.inbound.InboundEndpoint}, or with {@link io.embedesk.inbound.InboundReader} for parsing alone.
 *
 * <ul>
 *   <li>a provider, and what proves that it sent: {@link io.embedesk.inbound.Mailgun}, {@link io.embedesk.inbound.SendGrid} and the others;
 *   <li>whatever else posts: {@link io.embedesk.inbound.GenericWebhook} for JSON, {@link io.embedesk.inbound.RawMime} for mails;
 *   <li>how large a mail may be: {@link io.embedesk.inbound.InboundLimits}.
 * </ul>
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
