package io.embedesk.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this module in processes of their own, and what they leave behind. */
public final class Programs {
    private Programs() {}

    /** {@return what starts a program with the same Java and the same classes} */
    public static ProcessBuilder of(Class<?> program, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** {@return whether a program ended well, and in time, with a folder of its own as its last argument} */
    public static boolean succeeds(Class<?> program, List<String> options, List<String> arguments, Duration most)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(program.getSimpleName());
        try {
            List<String> all = new ArrayList<>(arguments);
            all.add(folder.toString());
            Process process = of(program, options, all)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(most.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return false;
            }
            return process.exitValue() == 0;
        } finally {
            delete(folder);
        }
    }

    /** A folder with all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
