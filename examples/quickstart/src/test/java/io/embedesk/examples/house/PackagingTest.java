package io.embedesk.examples.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Desk;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.mail.SmtpChannel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a library jar must not bring into a host, and what it must. */
class PackagingTest {
    @ParameterizedTest
    @ValueSource(classes = {Desk.class, SmtpChannel.class, InboundEndpoint.class, JpaTicketStore.class})
    void aLibraryJarConfiguresNothingOfItsHost(Class<?> ofModule) throws Exception {
        List<String> files = files(ofModule);
        assertThat(files)
                .contains("module-info.class")
                .noneMatch(name -> name.matches("application.*|.*\\blogback.*\\.xml|log4j2?.*"))
                .doesNotContain("META-INF/orm.xml", "META-INF/persistence.xml");
        assertThat(files)
                .allMatch(name -> name.equals("module-info.class")
                        || name.startsWith("META-INF/")
                        || name.startsWith("io/embedesk/"));
    }

    private static List<String> files(Class<?> ofModule) throws IOException, URISyntaxException {
        Path place = Path.of(
                ofModule.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return below(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return below(jar.getPath("/"));
        }
    }

    private static List<String> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
