/**
 * In: {@link io.embedesk.inbound.InboundEndpoint} takes a request of any web framework and answers it, {@link
 * io.embedesk.inbound.InboundReader} only parses; {@link io.embedesk.inbound.Mailgun}, {@link
 * io.embedesk.inbound.RawMime} and {@link io.embedesk.inbound.GenericWebhook} say who sends and how it is proven.
 */
package io.embedesk.inbound;
