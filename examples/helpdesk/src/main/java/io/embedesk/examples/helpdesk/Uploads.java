package io.embedesk.examples.helpdesk;

import io.embedesk.Content;
import io.embedesk.Upload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** Files of a form. An empty choice is none. */
final class Uploads {
    private Uploads() {}

    static List<Upload> of(@Nullable List<MultipartFile> files) {
        return (files == null ? List.<MultipartFile>of() : files)
                .stream().filter(file -> !file.isEmpty()).map(Uploads::of).toList();
    }

    private static Upload of(MultipartFile file) {
        String name = file.getOriginalFilename();
        String type = file.getContentType();
        Content content = file::getInputStream;
        return Upload.of(name == null ? "" : name, type == null ? "application/octet-stream" : type, content);
    }
}
