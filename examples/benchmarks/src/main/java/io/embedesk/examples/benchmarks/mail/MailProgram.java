package io.embedesk.examples.benchmarks.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that reads mail and threads it by rules of its own. */
enum MailProgram {
    NOTMUCH {
        @Override
        int longestThread(Path folder, Path mails) throws IOException, InterruptedException {
            Path settings = folder.resolve("notmuch");
            Files.writeString(settings, """
                    [database]
                    path=%s
                    [user]
                    name=Carla
                    primary_email=carla@customer.example
                    [new]
                    tags=new
                    """.formatted(mails));
            run(folder, "notmuch", "--config=" + settings, "new");
            int longest = 0;
            for (String thread : run(folder, "notmuch", "--config=" + settings, "search", "--output=threads", "*")
                    .split("\n")) {
                String count = run(folder, "notmuch", "--config=" + settings, "count", "--output=messages", thread);
                longest = Math.max(longest, Integer.parseInt(count.strip()));
            }
            return longest;
        }
    },
    /** Sees the threads of its first mail, without guessing by subjects. */
    MUTT {
        @Override
        int longestThread(Path folder, Path mails) throws IOException, InterruptedException {
            Path thread = folder.resolve("thread.mbox");
            Files.deleteIfExists(thread);
            Path settings = folder.resolve("muttrc");
            Files.writeString(settings, """
                    set sort=threads strict_threads=yes mbox_type=mbox confirmcreate=no confirmappend=no quit=yes wait_key=no
                    set delete=no mark_old=no copy=yes folder=%s
                    push "<first-entry><tag-thread><tag-prefix><copy-message>%s<enter><exit>"
                    """.formatted(folder, thread));
            // It wants a terminal, also when nobody looks.
            run(folder, "script", "-qec", "env TERM=xterm mutt -F " + settings + " -f " + mails, "/dev/null");
            try (var lines = Files.lines(thread, StandardCharsets.ISO_8859_1)) {
                return (int) lines.filter(line -> line.startsWith("From ")).count();
            }
        }
    };

    private static final long MOST_SECONDS = 30;

    /** Of how many mails the longest thread is, as this program sees it. */
    abstract int longestThread(Path folder, Path mails) throws IOException, InterruptedException;

    private static String run(Path home, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("HOME", home.toString());
        Path output = home.resolve("output");
        Process process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command[0] + " did not end: " + Files.readString(output));
        }
        if (process.exitValue() != 0) {
            throw new IOException(command[0] + " failed: " + Files.readString(output));
        }
        return Files.readString(output);
    }
}
