package io.embedesk.examples.benchmarks.inbound;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.inbound.InboundException;
import io.embedesk.inbound.InboundReader;
import io.embedesk.inbound.RawMime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of real mails ({@code *.eml}, {@code *.msg}), as they come: {@code -Dcorpus=FOLDER}; without one there is nothing to measure. */
public record CorpusRow(String name) implements Row {
    private static final int ROUNDS = 5;
    private static final long LARGEST = 35 << 20;

    @Override
    public List<Measurement> measure(boolean brief) throws IOException {
        String folder = System.getProperty("corpus", "");
        if (folder.isEmpty()) {
            return List.of();
        }
        List<byte[]> mails = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(CorpusRow::isMail).sorted().toList()) {
                if (Files.size(file) <= LARGEST) {
                    mails.add(Files.readAllBytes(file));
                }
            }
        }
        int unread = 0;
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            unread = 0;
            long began = System.nanoTime();
            for (byte[] mail : mails) {
                unread += isRead(mail) ? 0 : 1;
            }
            best = Math.min(best, (System.nanoTime() - began) / 1e9);
        }
        return List.of(
                new Measurement(
                        name + ".unread",
                        unread,
                        "put aside, for they have no header",
                        null,
                        mails.size(),
                        null,
                        null,
                        null),
                new Measurement(name + ".rate", mails.size() / best, "mails/s", null, mails.size(), null, null, null));
    }

    private static boolean isMail(Path file) {
        String name = file.toString();
        return Files.isRegularFile(file) && (name.endsWith(".eml") || name.endsWith(".msg"));
    }

    private static boolean isRead(byte[] mail) throws IOException {
        try {
            InboundReader.of(RawMime.acceptingUnsignedRequests()).readMime(new ByteArrayInputStream(mail));
            return true;
        } catch (InboundException e) {
            return false;
        }
    }
}
