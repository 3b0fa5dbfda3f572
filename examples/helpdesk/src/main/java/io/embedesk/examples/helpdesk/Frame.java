package io.embedesk.examples.helpdesk;

import io.embedesk.examples.helpdesk.Agents.Agent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every page shows around its content.
 *
 * @param me who is at the keyboard
 * @param agents who works here
 * @param path where this page is
 * @param demoMailbox whether there is one to go to
 * @param notice what the last action did, or null
 */
public record Frame(
        Agent me,
        List<Agent> agents,
        String path,
        boolean demoMailbox,
        @Nullable String notice) {
    public String nameOf(String agent) {
        return agents.stream()
                .filter(a -> a.id().equals(agent))
                .findFirst()
                .map(Agent::name)
                .orElse(agent);
    }
}
