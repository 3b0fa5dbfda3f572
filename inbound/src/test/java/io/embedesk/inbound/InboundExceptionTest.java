package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.inbound.InboundException.Reason;
import org.junit.jupiter.api.Test;

class InboundExceptionTest {
    @Test
    void takesWhateverAParserThrowsForAMalformedMailAndKeepsTheCause() {
        Error deep = new StackOverflowError();
        assertThatThrownBy(() -> InboundException.unlessRead(() -> {
                    throw deep;
                }))
                .isInstanceOfSatisfying(
                        InboundException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
                .hasCause(deep)
                .hasMessageContaining("StackOverflowError");
    }

    @Test
    void saysNothingOfWhatTheParserSaid() {
        assertThatThrownBy(() -> InboundException.unlessRead(() -> {
                    throw new IllegalStateException("carla@customer.example");
                }))
                .isInstanceOf(InboundException.class)
                .hasMessageNotContaining("carla");
    }
}
