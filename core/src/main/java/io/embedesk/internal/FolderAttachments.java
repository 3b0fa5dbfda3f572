package io.embedesk.internal;

import io.embedesk.AttachmentId;
import io.embedesk.spi.AttachmentStore;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files in a folder, each under its id: no name that anybody chose becomes a path. A file is written aside and then moved, so
 * that whoever sees it sees all of it. Ids begin with the time, and so do the folders: their order is the order of the ids.
 */
public record FolderAttachments(Path folder) implements AttachmentStore {
    private static final String UNFINISHED = "unfinished";
    /** Three days of ids: 2^28 milliseconds. */
    private static final int TIME_DIGITS = 4;

    @Override
    public void put(AttachmentId id, InputStream bytes) throws IOException {
        Path aside = Files.createDirectories(folder.resolve(UNFINISHED)).resolve(id.value());
        try {
            try (FileOutputStream out = new FileOutputStream(aside.toFile())) {
                bytes.transferTo(out);
                out.getFD().sync();
            }
            Path place = place(id);
            Files.createDirectories(place.getParent());
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private Path place(AttachmentId id) {
        return folder.resolve(id.value().substring(0, TIME_DIGITS)).resolve(id.value());
    }

    @Override
    public Optional<InputStream> open(AttachmentId id) throws IOException {
        try {
            return Optional.of(Files.newInputStream(place(id)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(AttachmentId id) throws IOException {
        Files.deleteIfExists(place(id));
    }

    @Override
    public List<AttachmentId> list(@Nullable AttachmentId after, int limit) throws IOException {
        List<AttachmentId> found = new ArrayList<>();
        String from = after == null ? "" : after.value();
        for (String times : names(folder)) {
            boolean over = times.length() != TIME_DIGITS
                    || !from.isEmpty() && times.compareTo(from.substring(0, TIME_DIGITS)) < 0;
            for (String id : over ? List.<String>of() : names(folder.resolve(times))) {
                if (id.compareTo(from) > 0 && found.size() < limit && Crockford.isId(id)) {
                    found.add(new AttachmentId(id));
                }
            }
            if (found.size() == limit) {
                break;
            }
        }
        return found;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
