package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Who works here: three people for a demonstration. A host has its own users and writes this class anew. */
@Component
public final class Agents {
    private final List<Agent> all = List.of(
            new Agent("ann", "Ann Albers", true),
            new Agent("ben", "Ben Brandt", false),
            new Agent("cleo", "Cleo Costa", false));

    /**
     * Somebody who works here.
     *
     * @param id what the desk knows them by, and their login
     * @param name what people read
     * @param admin whether they may change the settings
     */
    public record Agent(String id, String name, boolean admin) {
        Actor.Staff actor() {
            return Actor.agent(id);
        }

        /** {@return their initials, for a small badge} */
        public String initials() {
            return name.codePoints()
                    .filter(Character::isUpperCase)
                    .limit(2)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    List<Agent> all() {
        return all;
    }

    Optional<Agent> find(@Nullable String id) {
        return all.stream().filter(agent -> agent.id().equals(id)).findFirst();
    }

    /** {@return a name to show, also of an agent who has left} */
    String nameOf(String id) {
        return find(id).map(Agent::name).orElse(id);
    }

    /** {@return who is logged in; nobody on the pages that are open to everybody} */
    Optional<Agent> loggedIn(HttpServletRequest request) {
        return find(request.getRemoteUser());
    }

    Agent current(HttpServletRequest request) {
        return loggedIn(request).orElseThrow(() -> new IllegalStateException("Nobody gets here without a login"));
    }

    /** All have the same password: it is a demonstration's. */
    @Configuration(proxyBeanMethods = false)
    static class Logins {
        @Bean
        PasswordEncoder passwordEncoder() {
            return PasswordEncoderFactories.createDelegatingPasswordEncoder();
        }

        @Bean
        UserDetailsService logins(
                Agents agents, HelpdeskProperties properties, PasswordEncoder encoder, LoginAttempts attempts) {
            String password = encoder.encode(properties.demoPassword());
            return name -> agents.find(name)
                    .map(agent -> User.withUsername(agent.id())
                            .password(password)
                            .accountLocked(attempts.waits(name))
                            .roles(
                                    agent.admin()
                                            ? new String[] {SecurityConfiguration.AGENT, SecurityConfiguration.ADMIN}
                                            : new String[] {SecurityConfiguration.AGENT})
                            .build())
                    .orElseThrow(() -> new UsernameNotFoundException("There is no such agent"));
        }
    }
}
