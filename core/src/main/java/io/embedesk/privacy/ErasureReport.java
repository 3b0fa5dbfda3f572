package io.embedesk.privacy;

/**
 * What an erasure did.
 *
 * @param ended how many of the person's own tickets were deleted or anonymised
 * @param rewritten from how many other people's tickets the person was removed
 */
public record ErasureReport(int ended, int rewritten) {}
