package io.embedesk.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * Gets what a provider's request only points at, such as a mail in a bucket. Inbound opens no connection of its own: the host does,
 * with its own client, credentials and limits. Only places of that provider are asked for; a redirect must not be followed.
 */
@FunctionalInterface
public interface Fetcher {
    /**
     * Gets a file.
     *
     * @param place where it is; each provider says which ones it asks for
     * @return its bytes; closed by the caller
     * @throws IOException if it cannot be had now; the request is then answered so that the provider tries again
     */
    InputStream fetch(URI place) throws IOException;

    /** For requests that carry all they are about. */
    Fetcher NONE = place -> {
        throw new IOException("No fetcher is configured for " + place.getHost());
    };
}
