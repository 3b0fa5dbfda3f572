package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who works here, and who is at the keyboard: chosen on the page, for a demonstration has no login. */
@Component
public final class Agents {
    static final String COOKIE = "agent";

    private final List<Agent> all =
            List.of(new Agent("ann", "Ann Albers"), new Agent("ben", "Ben Brandt"), new Agent("cleo", "Cleo Costa"));

    public record Agent(String id, String name) {
        Actor.Staff actor() {
            return Actor.agent(id);
        }
    }

    List<Agent> all() {
        return all;
    }

    Optional<Agent> find(String id) {
        return all.stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    /** {@return a name to show, also of an agent who has left} */
    String nameOf(String id) {
        return find(id).map(Agent::name).orElse(id);
    }

    Agent current(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> find(cookie.getValue()).stream())
                .findFirst()
                .orElse(all.get(0));
    }
}
