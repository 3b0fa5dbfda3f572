package io.embedesk.privacy;

/**
 * What a batch of a retention did.
 *
 * @param ended how many tickets were deleted or anonymised
 * @param finished whether no ticket is left that the rule wants ended
 */
public record RetentionReport(int ended, boolean finished) {}
