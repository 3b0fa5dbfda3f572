package io.embedesk.examples.commands;

import java.util.ArrayList;
import java.util.List;

/** What an import has done so far. */
final class ImportReport {
    private static final int MOST_PROBLEMS = 1_000;
    private long imported;
    private long known;
    private long refused;
    private final List<String> problems = new ArrayList<>();

    void imported() {
        imported++;
    }

    void known() {
        known++;
    }

    void refused(String which, String why) {
        refused++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(which + ": " + why);
        }
    }

    long done() {
        return imported + known + refused;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public String toString() {
        return imported + " imported, " + known + " already there, " + refused + " refused";
    }
}
