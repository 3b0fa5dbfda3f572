package io.embedesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void showsItselfOnlyWhenAsked() {
        Secret secret = Secret.of("hunter2");
        assertThat(secret).hasToString("***").isEqualTo(Secret.of("hunter2")).isNotInstanceOf(Serializable.class);
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThatThrownBy(() -> Secret.of(" ")).isInstanceOf(InvalidInputException.class);
    }
}
