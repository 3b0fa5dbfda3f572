package io.embedesk.examples.springboot;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The webhook checks signatures itself; everything else asks who is there. */
@Configuration(proxyBeanMethods = false)
class Doors {
    @Bean
    SecurityFilterChain filterChain(HttpSecurity http, EmbedeskProperties properties) throws Exception {
        return http.authorizeHttpRequests(
                        requests -> requests.requestMatchers(properties.webhookPath(), "/actuator/health")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .httpBasic(basic -> {})
                .csrf(csrf -> csrf.ignoringRequestMatchers(properties.webhookPath()))
                .build();
    }
}
