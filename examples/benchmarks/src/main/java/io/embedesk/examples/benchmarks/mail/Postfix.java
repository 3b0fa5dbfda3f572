package io.embedesk.examples.benchmarks.mail;

import io.embedesk.examples.benchmarks.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The system's Postfix on loopback, which delivers everything into one mail folder, and may rewrite headers on the way. */
final class Postfix implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOBODY = "65534";
    private static final FileAttribute<Set<PosixFilePermission>> FOR_ALL =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    private static final String SETTINGS = """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            myhostname = mx.customer.example
            mydestination =
            local_recipient_maps =
            virtual_mailbox_domains = customer.example acme.example
            virtual_mailbox_base = %1$s/mail
            virtual_mailbox_maps = static:inbox/
            virtual_uid_maps = static:%2$s
            virtual_gid_maps = static:%2$s
            virtual_minimum_uid = 100
            smtpd_recipient_restrictions = permit_mynetworks, reject
            header_checks = regexp:%1$s/header_checks
            """;
    private static final String SERVICES = """
            127.0.0.1:%d inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            virtual unix - n n - - virtual
            error unix - - n - - error
            retry unix - - n - - error
            postlog unix-dgram n - n - 1 postlogd
            """;

    private final Path folder;
    private final int port;
    private final Process process;

    private Postfix(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static boolean isInstalled() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("/usr/sbin/postfix", "/usr/bin/notmuch", "/usr/bin/mutt", "/usr/bin/script")
                        .allMatch(program -> Files.isExecutable(Path.of(program)));
    }

    /**
     * Starts one.
     *
     * @param rewriting a line of Postfix's header_checks, or nothing
     */
    static Postfix start(String rewriting) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("postfix", FOR_ALL);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (String name : List.of("conf", "queue", "data", "mail", "mail/inbox")) {
            Files.createDirectory(folder.resolve(name), FOR_ALL);
        }
        for (String name : List.of("cur", "new", "tmp")) {
            Files.createDirectory(folder.resolve("mail/inbox").resolve(name), FOR_ALL);
        }
        Files.writeString(folder.resolve("conf/main.cf"), SETTINGS.formatted(folder, NOBODY));
        Files.writeString(folder.resolve("conf/master.cf"), SERVICES.formatted(port));
        Files.writeString(folder.resolve("header_checks"), rewriting + "\n");
        run("chown", "postfix", folder.resolve("data").toString());
        run("chown", "-R", NOBODY, folder.resolve("mail").toString());
        Process process = new ProcessBuilder(
                        "/usr/sbin/postfix", "-c", folder.resolve("conf").toString(), "start-fg")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Postfix postfix = new Postfix(folder, port, process);
        postfix.awaitListening();
        return postfix;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(until)) {
                    String log = Files.readString(folder.resolve("log"));
                    close();
                    throw new IOException("Postfix does not listen: " + log, e);
                }
                Thread.sleep(100);
            }
        }
    }

    int port() {
        return port;
    }

    /** A place for programs that read the mail. */
    Path folder() {
        return folder;
    }

    Path mailFolder() {
        return folder.resolve("mail/inbox");
    }

    /** Every mail so far, once there are as many. */
    List<Path> mails(int expected) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            List<Path> found;
            try (Stream<Path> unseen = Files.list(mailFolder().resolve("new"));
                    Stream<Path> seen = Files.list(mailFolder().resolve("cur"))) {
                found = Stream.concat(unseen, seen).toList();
            }
            if (found.size() >= expected) {
                return found;
            }
            if (Instant.now().isAfter(until)) {
                throw new IOException("Only " + found.size() + " of " + expected + " mails were delivered: "
                        + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("/usr/sbin/postfix", "-c", folder.resolve("conf").toString(), "stop");
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        Programs.delete(folder);
    }
}
