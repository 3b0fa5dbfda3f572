package io.embedesk.examples.helpdesk;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.ObjectMapper;

/** A response that grows while somebody waits: a line of JSON for each thing that is known. */
final class StreamedLines {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final OutputStream out;

    StreamedLines(HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        response.setHeader("Cache-Control", "no-store");
        // Proxies that collect a response before they pass it on are asked not to.
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
    }

    /** {@return whether somebody still reads} */
    boolean write(Object line) {
        try {
            out.write(MAPPER.writeValueAsBytes(line));
            out.write('\n');
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
