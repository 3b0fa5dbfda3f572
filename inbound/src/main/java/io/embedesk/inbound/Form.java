package io.embedesk.inbound;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a form, as bytes: which characters they are, only the field's own mail knows. */
record Form(List<Field> fields) {
    /** A field, or a file when it has a file name. */
    record Field(
            String name,
            @Nullable String fileName,
            @Nullable String contentType,
            Bytes bytes) {
        String text() {
            return new String(bytes.toArray(), StandardCharsets.UTF_8);
        }

        String text(Charset charset) {
            return new String(bytes.toArray(), charset);
        }

        boolean isFile() {
            return fileName != null;
        }
    }

    /** The last of that name counts: a mail's own header may come under the name of a provider's field, before it. */
    Optional<Field> last(String name) {
        return fields.stream().filter(f -> f.name().equals(name)).reduce((first, second) -> second);
    }

    boolean has(String name) {
        return last(name).isPresent();
    }

    String text(String name) {
        return last(name).map(Field::text).orElse("");
    }

    List<Field> files() {
        return fields.stream().filter(Field::isFile).toList();
    }
}
