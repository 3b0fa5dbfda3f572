package io.embedesk;

import java.util.EnumSet;
import java.util.Set;

/**
 * What agents and portal customers may attach to one entry. Mail has limits of its own, on the inbound side.
 *
 * @param maxFiles how many files
 * @param maxFileBytes the size of each
 * @param maxTotalBytes the size of all
 * @param kinds what they may be, as their bytes and names say
 */
public record AttachmentLimits(int maxFiles, long maxFileBytes, long maxTotalBytes, Set<FileKind> kinds) {
    /**
     * 5 files of at most 10 MiB, 20 MiB together, which is what most mail servers still accept after base 64; of every
     * {@link FileKind} but {@link FileKind#OTHER}.
     */
    public static final AttachmentLimits DEFAULT =
            new AttachmentLimits(5, 10L << 20, 20L << 20, EnumSet.complementOf(EnumSet.of(FileKind.OTHER)));

    // Refuses limits that nothing could pass.
    public AttachmentLimits {
        kinds = Set.copyOf(kinds);
        if (maxFiles < 0 || maxFileBytes < 0 || maxTotalBytes < maxFileBytes) {
            throw new InvalidInputException(
                    "attachmentLimits", "must not be negative, and the total must allow one file of the largest size");
        }
    }

    /**
     * Allows other kinds.
     *
     * @param allowed instead of those before
     * @return changed limits
     */
    public AttachmentLimits kinds(Set<FileKind> allowed) {
        return new AttachmentLimits(maxFiles, maxFileBytes, maxTotalBytes, allowed);
    }
}
