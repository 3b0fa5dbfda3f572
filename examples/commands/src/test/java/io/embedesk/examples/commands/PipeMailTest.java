package io.embedesk.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.RawMime;
import io.embedesk.inbound.testing.CustomerMail;
import io.embedesk.spi.TicketStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipeMailTest {
    private static final Secret SECRET = Secret.of("of-this-test-and-no-other");

    @TempDir
    private Path folder;

    private final Desk desk = Desk.builder(TicketStore.inMemory()).build();
    private final InboundEndpoint endpoint =
            InboundEndpoint.builder(desk).provider(RawMime.signedWith(SECRET)).build();
    private HttpServer server;
    private int answer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/inbound", exchange -> {
            try (exchange) {
                InboundResponse said = endpoint.handle(InboundRequest.of(
                        exchange.getRequestMethod(), "", exchange.getRequestHeaders(), exchange.getRequestBody()));
                exchange.sendResponseHeaders(answer == 0 ? said.status() : answer, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int pipe(String secret, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), secret);
        byte[] mail = CustomerMail.from("carla@customer.example")
                .subject("By the pipe")
                .mime();
        String webhook = "http://localhost:" + server.getAddress().getPort() + "/inbound";
        List<String> arguments = new ArrayList<>(List.of("pipe", "--secret-file", file.toString()));
        arguments.addAll(List.of(more));
        arguments.add(webhook);
        return Commands.of(new ByteArrayInputStream(mail)).execute(arguments.toArray(new String[0]));
    }

    @Test
    void takesTheMailToTheDesk() throws IOException {
        assertThat(pipe(
                        SECRET.reveal() + "\n",
                        "--recipient",
                        "support@acme.example",
                        "--sender",
                        "carla@customer.example"))
                .isZero();
        assertThat(desk.tickets()
                        .list(Actor.agent("ann"), TicketQuery.of(TicketFilter.ALL))
                        .tickets())
                .extracting(ticket -> ticket.subject())
                .containsExactly("By the pipe");
    }

    @Test
    void keepsTheMailWhileTheSecretIsWrongOrTheDeskIsAway() throws IOException {
        assertThat(pipe("another-secret-than-the-desk's")).isEqualTo(PipeMail.TRY_LATER);
        server.stop(0);
        assertThat(pipe(SECRET.reveal())).isEqualTo(PipeMail.TRY_LATER);
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "413, 65", "400, 65", "404, 75", "429, 75", "503, 75", "302, 75"})
    void saysItInTheWordsOfAMailServer(int status, int code) throws IOException {
        answer = status;
        assertThat(pipe(SECRET.reveal())).isEqualTo(code);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Commands.of(System.in).execute("pipe", "http://localhost/")).isEqualTo(PipeMail.USAGE);
        assertThat(Commands.of(System.in).execute("pipe", "--secret-file", "/nowhere", "http://localhost/"))
                .isEqualTo(PipeMail.CONFIGURATION);
    }
}
