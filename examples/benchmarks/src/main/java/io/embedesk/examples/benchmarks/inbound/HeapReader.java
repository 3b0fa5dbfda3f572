package io.embedesk.examples.benchmarks.inbound;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.embedesk.Desk;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.RawMime;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Receives one mail in a process of its own, with its files and what was sent in a folder. */
public final class HeapReader {
    private static final int LARGE = 25_000_000;
    private static final int SMALL = 1_000;
    private static final String BASE =
            "From: carla@customer.example\r\nTo: support@acme.example\r\nSubject: The log\r\n";

    private HeapReader() {}

    /**
     * Receives it.
     *
     * @param args "small", "mime", "form", "json" or "held", and a folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        Path body = folder.resolve("body");
        String type = write(args[0], body);
        Desk desk = Desk.builder(TicketStore.inMemory())
                .attachments(AttachmentStore.inFolder(folder.resolve("attachments")))
                .build();
        InboundEndpoint endpoint = InboundEndpoint.builder(desk)
                .provider(RawMime.acceptingUnsignedRequests())
                .provider(GenericWebhook.acceptingUnsignedRequests())
                .build();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(body))) {
            // Broken on purpose: what somebody writes who reads a request before looking at it.
            InputStream read = args[0].equals("held") ? new ByteArrayInputStream(in.readAllBytes()) : in;
            byte[] more = args[0].equals("held") ? Files.readAllBytes(body) : new byte[0];
            InboundResponse response =
                    endpoint.handle(InboundRequest.post("/inbound", Map.of("Content-Type", List.of(type)), read));
            boolean received = response.body().contains("\"ticket\"");
            Reference.reachabilityFence(more);
            System.exit(received ? 0 : 1);
        }
    }

    private static String write(String way, Path body) throws IOException {
        int size = way.equals("small") ? SMALL : LARGE;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(body))) {
            switch (way) {
                case "form" -> {
                    ascii(
                            out,
                            "--f\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\ncarla@customer.example\r\n");
                    ascii(out, "--f\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nThe log\r\n");
                    ascii(out, "--f\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nHere it is.\r\n");
                    ascii(out, "--f\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.bin\"\r\n\r\n");
                    random(out, size);
                    ascii(out, "\r\n--f--\r\n");
                    return "multipart/form-data; boundary=f";
                }
                case "json" -> {
                    ascii(
                            out,
                            "{\"from\":\"carla@customer.example\",\"subject\":\"The log\",\"text\":\"Here it is.\",");
                    ascii(out, "\"attachments\":[{\"name\":\"log.bin\",\"content\":\"");
                    random(Base64.getEncoder().wrap(new Open(out)), size);
                    ascii(out, "\"}]}");
                    return "application/json";
                }
                default -> {
                    ascii(
                            out,
                            BASE
                                    + "Content-Type: multipart/mixed; boundary=f\r\n\r\n--f\r\n\r\nHere it is.\r\n--f\r\n");
                    ascii(
                            out,
                            "Content-Type: application/x-log; name=log.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n");
                    random(Base64.getMimeEncoder().wrap(new Open(out)), size);
                    ascii(out, "\r\n--f--\r\n");
                    return "message/rfc822";
                }
            }
        }
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
    }

    private static void random(OutputStream out, int size) throws IOException {
        Random random = new Random(1);
        byte[] block = new byte[1_000];
        for (int i = 0; i < size; i += block.length) {
            random.nextBytes(block);
            out.write(block);
        }
        if (!(out instanceof BufferedOutputStream)) {
            out.close();
        }
    }

    /** An encoder that ends does not end what is behind it. */
    private static final class Open extends OutputStream {
        private final OutputStream out;

        Open(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] block, int from, int length) throws IOException {
            out.write(block, from, length);
        }
    }
}
