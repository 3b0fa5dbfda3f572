package io.embedesk.examples.hosts;

import com.sun.net.httpserver.HttpServer;
import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.inbound.testing.WebhookContract;
import io.embedesk.spi.TicketStore;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class HostsTest {
    /** A desk in memory, and where its host listens. */
    private abstract static class OnAServer extends WebhookContract {
        private final Desk desk = Desk.builder(TicketStore.inMemory()).build();
        private int port;

        void listensOn(int local) {
            port = local;
        }

        @Override
        protected URI webhook() {
            return URI.create("http://127.0.0.1:" + port + Hosts.PATH);
        }

        @Override
        protected Desk desk() {
            return desk;
        }

        @Override
        protected Secret secret() {
            return Secret.of("of-this-test-and-no-other");
        }
    }

    @Nested
    class Jdk extends OnAServer {
        private HttpServer server;

        @BeforeEach
        void start() throws IOException {
            server = Hosts.jdk(Hosts.endpoint(desk(), secret()), 0);
            listensOn(server.getAddress().getPort());
        }

        @AfterEach
        void stop() {
            server.stop(0);
        }
    }

    @Nested
    class Jetty extends OnAServer {
        private Server server;

        @BeforeEach
        void start() throws Exception {
            server = Hosts.jetty(Hosts.endpoint(desk(), secret()), 0);
            listensOn(((ServerConnector) server.getConnectors()[0]).getLocalPort());
        }

        @AfterEach
        void stop() throws Exception {
            server.stop();
        }
    }

    @Nested
    class OnJavalin extends OnAServer {
        private Javalin server;

        @BeforeEach
        void start() {
            server = Hosts.javalin(Hosts.endpoint(desk(), secret()), 0);
            listensOn(server.port());
        }

        @AfterEach
        void stop() {
            server.stop();
        }
    }
}
