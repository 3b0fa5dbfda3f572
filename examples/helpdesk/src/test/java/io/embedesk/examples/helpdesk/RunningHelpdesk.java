package io.embedesk.examples.helpdesk;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The application itself, on a port of its own with a database of its own, spoken to as a browser or a program would. */
final class RunningHelpdesk implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private RunningHelpdesk(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningHelpdesk start(Path data, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--helpdesk.data=" + data,
                "--helpdesk.undo-window=0s",
                "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn"));
        for (String option : options) {
            arguments.removeIf(known -> known.startsWith(option.substring(0, option.indexOf('=') + 1)));
            arguments.add(option);
        }
        RunningHelpdesk helpdesk =
                new RunningHelpdesk(SpringApplication.run(Helpdesk.class, arguments.toArray(new String[0])));
        helpdesk.logIn("ann");
        return helpdesk;
    }

    void logIn(String agent) {
        form("/login", Map.of("username", agent, "password", "demo"));
    }

    /** The same application, for somebody else. */
    RunningHelpdesk visitor() {
        return new RunningHelpdesk(context);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Everything that can be asked for: a method and a path with variables. */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(new Route(method.name(), path)))));
        return routes;
    }

    record Route(String method, String path) {}

    String url(String path) {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path).headers(headers).build());
    }

    /** Listens until a line has these words. */
    CompletableFuture<String> firstLine(String path, String words) {
        return http.sendAsync(HttpRequest.newBuilder(URI.create(url(path))).build(), BodyHandlers.ofLines())
                .thenApply(response -> response.body()
                        .filter(line -> line.contains(words))
                        .findFirst()
                        .orElse(""));
    }

    /** With no field and no file. */
    HttpResponse<String> call(String method, String path) {
        HttpRequest.Builder request = request(path).timeout(Duration.ofSeconds(30));
        return send(
                method.equals("GET") || method.equals("DELETE")
                        ? request.method(method, BodyPublishers.noBody()).build()
                        : request.header(
                                        "Content-Type",
                                        path.startsWith("/api/")
                                                ? "application/json"
                                                : "application/x-www-form-urlencoded")
                                .method(method, BodyPublishers.ofString(path.startsWith("/api/") ? "{}" : ""))
                                .build());
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE().build());
    }

    HttpResponse<String> patch(String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return send(request.build());
    }

    HttpResponse<String> form(String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** Without going where it leads to. */
    int formOnly(String path, Map<String, String> fields) {
        HttpClient still = HttpClient.newBuilder()
                .cookieHandler(http.cookieHandler().orElseThrow())
                .build();
        String body = fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return still.send(
                            request(path)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> post(String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    HttpResponse<String> postJson(String path, String json) {
        return post(path, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    static JsonNode json(HttpResponse<String> response) {
        return new ObjectMapper().readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
    }
}
