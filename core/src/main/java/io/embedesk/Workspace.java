package io.embedesk;

import io.embedesk.internal.Texts;

/**
 * The tenant. Every store, token, setting and query is bound to one workspace, and nothing crosses it.
 *
 * @param id the host's own name of the tenant: 1 to 64 letters, digits, {@code -} or {@code _}
 */
public record Workspace(String id) {
    /** The workspace of a host that has one tenant. */
    public static final Workspace DEFAULT = new Workspace("default");

    // Refuses an id that could not be part of a token, a key or a column.
    public Workspace {
        if (id.isEmpty() || id.length() > 64 || !id.chars().allMatch(Workspace::allowed)) {
            throw new InvalidInputException(
                    "workspace", "'" + Texts.shown(id) + "' must be 1 to 64 letters, digits, '-' or '_'");
        }
    }

    private static boolean allowed(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    @Override
    public String toString() {
        return id;
    }
}
