package io.embedesk.examples.helpdesk;

import static io.embedesk.examples.helpdesk.RunningHelpdesk.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The API does what its document says, and its document says what it does. */
class TicketApiTest {
    private static final String TICKETS = "/api/v1/tickets";

    @TempDir
    private static Path data;

    private static RunningHelpdesk helpdesk;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        helpdesk = RunningHelpdesk.start(data, "--helpdesk.demo-tickets=false");
        document = json(helpdesk.visitor().get("/api/v1/openapi.json"));
    }

    @AfterAll
    static void stop() {
        helpdesk.close();
    }

    private static JsonNode open(String fields) {
        HttpResponse<String> response = helpdesk.postJson(TICKETS, "{\"subject\":\"Printer\"" + fields + "}");
        assertThat(response.statusCode()).isEqualTo(201);
        return json(response);
    }

    @Test
    void hasExactlyTheRoutesOfItsDocument() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        Set<String> real = new TreeSet<>();
        helpdesk.routes().stream()
                .filter(route -> route.path().startsWith("/api/v1"))
                .forEach(route -> real.add(route.method() + " " + route.path()));
        assertThat(real).isEqualTo(documented).hasSizeGreaterThan(10);
    }

    @Test
    void answersAsItsSchemasSay() {
        JsonNode ticket = open(",\"contactEmail\":\"carla@customer.example\",\"tags\":[\"a\"]");
        String path = TICKETS + "/" + ticket.path("id").asString();
        fits("Ticket", ticket);
        fits("Reply", json(helpdesk.postJson(path + "/replies", "{\"text\":\"Is it on?\"}")));
        fits("Entry", json(helpdesk.postJson(path + "/notes", "{\"text\":\"Odd.\"}")));
        JsonNode entries = json(helpdesk.get(path + "/entries"));
        assertThat(entries).hasSize(2);
        entries.forEach(entry -> fits("Entry", entry));
        JsonNode history = json(helpdesk.get(path + "/history"));
        assertThat(history).hasSizeGreaterThan(2);
        history.forEach(event -> fits("Event", event));
        fits("Page", json(helpdesk.get(TICKETS)));
        fits("Counts", json(helpdesk.get(TICKETS + "/counts")));
        fits("Problem", json(helpdesk.postJson(TICKETS, "{}")));
    }

    /** Every field of the schema and no other, of the type that it says. */
    private static void fits(String name, JsonNode value) {
        JsonNode schema = document.path("components").path("schemas").path(name);
        List<String> allowed = new ArrayList<>();
        schema.path("properties").properties().forEach(e -> allowed.add(e.getKey()));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(field -> required.add(field.asString()));
        List<String> present = new ArrayList<>();
        value.properties().forEach(e -> present.add(e.getKey()));
        if (name.equals("Problem")) {
            present.remove("instance");
        }
        assertThat(allowed).as(name).containsAll(present);
        assertThat(present).as(name).containsAll(required);
        for (String field : present) {
            JsonNode type = schema.path("properties").path(field).path("type");
            JsonNode given = value.path(field);
            boolean fits = type.isMissingNode()
                    || type.toString().contains("null") && given.isNull()
                    || type.toString().contains("string") && given.isString()
                    || type.toString().contains("integer") && given.isIntegralNumber()
                    || type.toString().contains("boolean") && given.isBoolean()
                    || type.toString().contains("array") && given.isArray()
                    || type.toString().contains("object") && given.isObject();
            assertThat(fits).as("%s.%s is %s: %s", name, field, type, given).isTrue();
        }
    }

    @Test
    void changesOnlyTheVersionThatWasRead() {
        JsonNode ticket = open("");
        String path = TICKETS + "/" + ticket.path("id").asString();
        HttpResponse<String> read = helpdesk.get(path);
        String tag = read.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> changed =
                helpdesk.patch(path, "{\"status\":\"PENDING\",\"assignee\":\"ben\"}", Map.of("If-Match", tag));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).path("assignee").asString()).isEqualTo("ben");
        HttpResponse<String> late = helpdesk.patch(path, "{\"status\":\"CLOSED\"}", Map.of("If-Match", tag));
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(late).path("code").asString()).startsWith("EMB-");
        assertThat(helpdesk.patch(path, "{}", Map.of()).statusCode()).isEqualTo(422);
        assertThat(json(helpdesk.patch(path, "{\"assignee\":\"\",\"addTags\":[\"x\"]}", Map.of()))
                        .path("assignee")
                        .isNull())
                .isTrue();
    }

    @Test
    void stopsAReplyThatHasNotSeenEverythingAndRepeatsNone() {
        String path = TICKETS + "/" + open("").path("id").asString();
        JsonNode note = json(helpdesk.postJson(path + "/notes", "{\"text\":\"First\"}"));
        helpdesk.postJson(path + "/notes", "{\"text\":\"Second\"}");
        String stale = "{\"text\":\"x\",\"lastSeen\":\"" + note.path("id").asString() + "\"}";
        assertThat(helpdesk.postJson(path + "/replies", stale).statusCode()).isEqualTo(409);
        String once = "{\"text\":\"Once\",\"id\":\"01hzy3v9k4q2m8n7p6r5s4t3w2\"}";
        helpdesk.postJson(path + "/replies", once);
        helpdesk.postJson(path + "/replies", once);
        assertThat(json(helpdesk.get(path + "/entries"))).hasSize(3);
    }

    @Test
    void goesThroughAListPageByPage() {
        for (int i = 0; i < 5; i++) {
            open(",\"tags\":[\"paged\"]");
        }
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = json(helpdesk.get(TICKETS + "?tag=paged&limit=2&sort=OLDEST" + after));
            page.path("items").forEach(ticket -> seen.add(ticket.path("id").asString()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asString();
        } while (!after.isEmpty());
        assertThat(seen).hasSize(5).doesNotHaveDuplicates().isSorted();
        assertThat(helpdesk.get(TICKETS + "?status=NONE").statusCode()).isEqualTo(400);
        assertThat(helpdesk.get(TICKETS + "?limit=1000").statusCode()).isEqualTo(422);
    }

    @Test
    void mergesAndDeletes() {
        String one = open("").path("id").asString();
        String two = open("").path("id").asString();
        JsonNode stays = json(helpdesk.postJson(TICKETS + "/" + one + "/merge", "{\"into\":\"" + two + "\"}"));
        assertThat(stays.path("id").asString()).isEqualTo(two);
        assertThat(helpdesk.delete(TICKETS + "/" + two).statusCode()).isEqualTo(204);
        assertThat(helpdesk.get(TICKETS + "/" + two).statusCode()).isEqualTo(404);
    }

    @Test
    void takesANameAndAPasswordWithEachRequest() {
        RunningHelpdesk program = helpdesk.visitor();
        assertThat(program.get(TICKETS).statusCode()).isEqualTo(401);
        assertThat(program.get(TICKETS, "Authorization", "Basic YmVuOmRlbW8=").statusCode())
                .isEqualTo(200);
        assertThat(program.get(TICKETS, "Authorization", "Basic YmVuOndyb25n").statusCode())
                .isEqualTo(401);
    }
}
