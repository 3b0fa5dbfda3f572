package io.embedesk.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A server on a raw socket that answers as it is told, or not at all, and keeps every byte of DATA. */
final class ScriptedSmtp implements AutoCloseable {
    static final String HANG_UP = "(hangs up)";
    static final String SILENCE = "(says nothing)";
    static final String FINAL_DOT = ".";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable ServerSocket listener;

    private ScriptedSmtp(@Nullable ServerSocket listener) {
        this.listener = listener;
    }

    static ScriptedSmtp none() {
        return new ScriptedSmtp(null);
    }

    static ScriptedSmtp start() throws IOException {
        ServerSocket socket = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
        ScriptedSmtp server = new ScriptedSmtp(socket);
        Thread thread = new Thread(() -> server.accept(socket), "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** The empty command is the greeting. */
    ScriptedSmtp to(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    ScriptedSmtp afterTheFinalDot(String answer) {
        return to(FINAL_DOT, answer);
    }

    int port() {
        return java.util.Objects.requireNonNull(listener).getLocalPort();
    }

    byte[] data() {
        synchronized (data) {
            return data.toByteArray();
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                clients.add(client);
                serve(client.getInputStream(), client.getOutputStream());
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        if (!answer(out, "", "220 ready")) {
            return;
        }
        for (String line = line(in); line != null; line = line(in)) {
            String command = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            if (!answer(out, command, usual(command)) || command.equals("QUIT")) {
                return;
            }
            boolean accepted = answers.getOrDefault("DATA", "354").startsWith("354");
            if (command.equals("DATA") && accepted) {
                readData(in);
                if (!answer(out, FINAL_DOT, "250 Ok")) {
                    return;
                }
            }
        }
    }

    private static String usual(String command) {
        return switch (command) {
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 Ok";
        };
    }

    private boolean answer(OutputStream out, String command, String usual) throws IOException {
        String words = answers.getOrDefault(command, usual);
        if (words.equals(HANG_UP)) {
            return false;
        }
        if (words.equals(SILENCE)) {
            awaitClose();
            return false;
        }
        out.write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }

    private void awaitClose() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.US_ASCII).strip();
            }
            line.write(b);
        }
        return null;
    }

    private void readData(InputStream in) throws IOException {
        for (int b = in.read(); b >= 0; b = in.read()) {
            synchronized (data) {
                data.write(b);
                if (b == '\n' && endsWithFinalDot(data.toByteArray())) {
                    return;
                }
            }
        }
    }

    private static boolean endsWithFinalDot(byte[] bytes) {
        String end =
                new String(bytes, Math.max(0, bytes.length - 5), Math.min(5, bytes.length), StandardCharsets.US_ASCII);
        return end.equals("\r\n.\r\n");
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (listener != null) {
            listener.close();
        }
        for (Socket client : clients) {
            client.close();
        }
    }
}
