package io.embedesk.inbound;

import io.embedesk.InvalidInputException;

/**
 * What is still read, checked on the bytes before they are parsed. A mail beyond a limit is put aside with its bytes, not lost.
 * Whatever is within them is taken: other than an agent's upload, a mail may bring files of any type.
 *
 * @param bodyBytes the size of a request
 * @param parts how many parts a mail has, of all kinds and depths
 * @param depth how deep they are nested
 * @param headers how many header lines a mail has
 * @param headerBytes the size of all its headers
 * @param recipients how many addresses it names as recipients
 * @param attachments how many files a mail has
 */
public record InboundLimits(
        int bodyBytes, int parts, int depth, int headers, int headerBytes, int recipients, int attachments) {
    /** 35 MiB, 500 parts, 20 deep, 500 headers of 256 KiB, 200 recipients, 50 files. */
    public static final InboundLimits DEFAULT = new InboundLimits(35 << 20, 500, 20, 500, 256 << 10, 200, 50);

    // A limit of nothing would put every mail aside.
    public InboundLimits {
        if (bodyBytes < 1
                || parts < 1
                || depth < 1
                || headers < 1
                || headerBytes < 1
                || recipients < 1
                || attachments < 0) {
            throw new InvalidInputException("inboundLimits", "must be positive; begin with InboundLimits.DEFAULT");
        }
    }
}
