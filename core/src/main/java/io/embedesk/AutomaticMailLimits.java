package io.embedesk;

/**
 * How much mail the desk writes by itself: acknowledgements and portal links. Whoever opens tickets in a stranger's name
 * must not make the desk flood that stranger.
 *
 * @param perAddressAnHour to one address within an hour
 * @param perAddressADay to one address within a day
 * @param perWorkspaceAnHour to everybody within an hour
 */
public record AutomaticMailLimits(int perAddressAnHour, int perAddressADay, int perWorkspaceAnHour) {
    /** 3 an hour and 10 a day to one address, 1,000 an hour in all. */
    public static final AutomaticMailLimits DEFAULT = new AutomaticMailLimits(3, 10, 1_000);

    // Refuses negative numbers.
    public AutomaticMailLimits {
        if (perAddressAnHour < 0 || perAddressADay < 0 || perWorkspaceAnHour < 0) {
            throw new InvalidInputException("automaticMailLimits", "must not be negative; 0 sends none");
        }
    }
}
