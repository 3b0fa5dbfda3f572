package io.embedesk.examples.helpdesk;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may come in: agents by a login, programs and whoever monitors by the same name and password with each request, customers and visitors to the
 * help center and the chat, mail providers to the webhook, which checks their signature itself. That no other site acts in
 * somebody's name is {@link PageSecurity}'s to see to.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    static final String ADMIN = "ADMIN";
    static final String AGENT = "AGENT";

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http) {
        return http.securityMatcher("/api/**", "/actuator/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                InboundServlet.PATH, "/api/v1/openapi.json", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole(ADMIN)
                        .anyRequest()
                        .hasRole(AGENT))
                .httpBasic(basic -> basic.realmName("Help desk"))
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.disable())
                .build();
    }

    @Bean
    SecurityFilterChain people(HttpSecurity http) {
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers("/login", "/help/**", "/help", "/chat/**", "/chat", "/error")
                                .permitAll()
                                .requestMatchers("/helpdesk.css", "/js/**", "/icon.svg")
                                .permitAll()
                                .requestMatchers("/settings/**")
                                .hasRole(ADMIN)
                                .anyRequest()
                                .hasRole(AGENT))
                .formLogin(login -> login.loginPage("/login").defaultSuccessUrl("/tickets"))
                .logout(logout -> logout.logoutSuccessUrl("/login?out"))
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.disable())
                .exceptionHandling(exceptions -> exceptions.accessDeniedHandler((request, response, e) ->
                        response.sendError(HttpStatus.FORBIDDEN.value(), "An administrator may do this, you may not")))
                .build();
    }
}
