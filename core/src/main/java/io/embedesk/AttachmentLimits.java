package io.embedesk;

/**
 * What agents and portal customers may attach to one entry. Mail has limits of its own, on the inbound side.
 *
 * @param maxFiles how many files
 * @param maxFileBytes the size of each
 * @param maxTotalBytes the size of all
 */
public record AttachmentLimits(int maxFiles, long maxFileBytes, long maxTotalBytes) {
    /** 5 files of at most 10 MiB, 20 MiB together: what most mail servers still accept after base 64. */
    public static final AttachmentLimits DEFAULT = new AttachmentLimits(5, 10L << 20, 20L << 20);

    // Refuses limits that nothing could pass.
    public AttachmentLimits {
        if (maxFiles < 0 || maxFileBytes < 0 || maxTotalBytes < maxFileBytes) {
            throw new InvalidInputException(
                    "attachmentLimits", "must not be negative, and the total must allow one file of the largest size");
        }
    }
}
