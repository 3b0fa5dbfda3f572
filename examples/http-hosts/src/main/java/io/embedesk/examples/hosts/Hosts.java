package io.embedesk.examples.hosts;

import com.sun.net.httpserver.HttpServer;
import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server of each kind, on this machine only; port 0 takes any that is free. */
public final class Hosts {
    /** Where the provider posts to. */
    public static final String PATH = "/api/tickets/inbound-email";

    private static final String LOOPBACK = "127.0.0.1";

    private Hosts() {}

    /** What every host has in common: which providers may post, and what they sign with. */
    public static InboundEndpoint endpoint(Desk desk, Secret secret) {
        return InboundEndpoint.builder(desk)
                .provider(Mailgun.signedWith(secret))
                .provider(RawMime.signedWith(secret))
                .provider(GenericWebhook.signedWith(secret))
                .build();
    }

    public static HttpServer jdk(InboundEndpoint endpoint, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(PATH, new JdkWebhook(endpoint));
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        return server;
    }

    public static Server jetty(InboundEndpoint endpoint, int port) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler();
        handler.addServlet(new ServletHolder(new WebhookServlet(endpoint)), PATH);
        server.setHandler(handler);
        server.start();
        return server;
    }

    public static Javalin javalin(InboundEndpoint endpoint, int port) {
        JavalinWebhook webhook = new JavalinWebhook(endpoint);
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get(PATH, webhook);
                    config.routes.post(PATH, webhook);
                })
                .start(LOOPBACK, port);
    }
}
