package io.embedesk;

import java.util.List;
import java.util.stream.Collectors;

/** Input that the desk does not accept. It names every field that is wrong, not only the first. Nothing was changed. */
public final class InvalidInputException extends EmbedeskException {
    private static final long serialVersionUID = 1L;
    private final transient List<Violation> violations;

    /**
     * One field and its fault.
     *
     * @param field the name the caller used
     * @param reason what is wrong with the value, and what is accepted
     */
    public record Violation(String field, String reason) {}

    /**
     * One field is wrong.
     *
     * @param field its name
     * @param reason what is wrong, and what is accepted
     */
    public InvalidInputException(String field, String reason) {
        this(List.of(new Violation(field, reason)));
    }

    /**
     * Several fields are wrong.
     *
     * @param violations at least one
     */
    public InvalidInputException(List<Violation> violations) {
        super(
                "EMB-1001",
                violations.stream().map(v -> v.field() + " " + v.reason()).collect(Collectors.joining("; ")),
                "Correct the fields named and call again; nothing was changed.",
                null);
        this.violations = List.copyOf(violations);
    }

    /** {@return every field that is wrong} */
    public List<Violation> violations() {
        return violations;
    }
}
