package io.embedesk.mail.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on a raw socket that answers each command as it is told: with any words, slowly, half, or not at all. It keeps
 * every byte that it was sent. For tests of whatever sends mail, on loopback only.
 */
public final class ScriptedSmtpServer implements AutoCloseable {
    /** The command before the first one. */
    public static final String GREETING = "";
    /** What ends the mail itself. */
    public static final String FINAL_DOT = ".";
    /** Instead of an answer: closes the connection. */
    public static final String HANG_UP = "(hangs up)";
    /** Instead of an answer: says nothing, until the server is closed. */
    public static final String SILENCE = "(says nothing)";

    private static final String SLOWLY = "(slowly) ";
    private static final String AND_NO_MORE = "(and no more) ";
    private static final long SLOW_MILLIS = 100;

    private final Map<String, Function<? super Conversation, String>> answers = new ConcurrentHashMap<>();
    private final List<Conversation> conversations = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket listener;

    private ScriptedSmtpServer(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Starts a server that takes everything.
     *
     * @return the server
     * @throws IOException if it cannot listen
     */
    public static ScriptedSmtpServer start() throws IOException {
        ScriptedSmtpServer server = new ScriptedSmtpServer(new ServerSocket(0, 50, InetAddress.getByName("localhost")));
        daemon(server::accept);
        return server;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Answers a command differently from now on.
     *
     * @param command its first word in upper case, {@link #GREETING} or {@link #FINAL_DOT}
     * @param answer the words without the line's end; several lines are separated by {@code \n}
     * @return this
     */
    public ScriptedSmtpServer to(String command, String answer) {
        return to(command, conversation -> answer);
    }

    /**
     * Answers a command as it comes to it.
     *
     * @param command its first word in upper case, {@link #GREETING} or {@link #FINAL_DOT}
     * @param answer given what was said on that connection so far, the words as in {@link #to(String, String)}
     * @return this
     */
    public ScriptedSmtpServer to(String command, Function<? super Conversation, String> answer) {
        answers.put(command, answer);
        return this;
    }

    /**
     * An answer that comes a byte at a time.
     *
     * @param answer the words
     * @return an answer for {@link #to}
     */
    public static String slowly(String answer) {
        return SLOWLY + answer;
    }

    /**
     * An answer after which nothing comes any more, while the other direction stays open.
     *
     * @param answer the words
     * @return an answer for {@link #to}
     */
    public static String andNoMore(String answer) {
        return AND_NO_MORE + answer;
    }

    /**
     * Closes every connection, as a server does that has waited long enough, and goes on listening.
     *
     * @throws IOException if one cannot be closed
     */
    public void dropConnections() throws IOException {
        for (Conversation conversation : conversations) {
            conversation.socket.close();
        }
    }

    /** {@return the port} */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return each connection so far} */
    public List<Conversation> conversations() {
        return List.copyOf(conversations);
    }

    /** {@return every mail that was sent whole, in ISO-8859-1, with its final dot} */
    public List<String> mails() {
        List<String> all = new ArrayList<>();
        conversations.forEach(one -> all.addAll(one.mails()));
        return all;
    }

    /** What was said on one connection. */
    public static final class Conversation {
        private final List<String> commands = new CopyOnWriteArrayList<>();
        private final List<String> mails = new CopyOnWriteArrayList<>();
        private final Socket socket;

        private Conversation(Socket socket) {
            this.socket = socket;
        }

        /** {@return every command line, as it was sent} */
        public List<String> commands() {
            return List.copyOf(commands);
        }

        /** {@return every mail that was sent whole, with its final dot} */
        public List<String> mails() {
            return List.copyOf(mails);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Conversation conversation = new Conversation(listener.accept());
                conversations.add(conversation);
                daemon(() -> serve(conversation));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Conversation conversation) {
        try (Socket client = conversation.socket) {
            serve(conversation, new BufferedInputStream(client.getInputStream()));
        } catch (IOException e) {
            // The client went away, or the test is over.
        }
    }

    private void serve(Conversation conversation, InputStream in) throws IOException {
        if (!answer(conversation, words(conversation, GREETING))) {
            return;
        }
        for (String line = line(in); line != null; line = line(in)) {
            conversation.commands.add(line);
            String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            String words = words(conversation, command);
            if (!answer(conversation, words) || command.equals("QUIT")) {
                return;
            }
            if (command.equals("DATA") && plain(words).startsWith("354")) {
                conversation.mails.add(mail(in));
                if (!answer(conversation, words(conversation, FINAL_DOT))) {
                    return;
                }
            }
        }
    }

    private String words(Conversation conversation, String command) {
        Function<? super Conversation, String> scripted = answers.get(command);
        return scripted == null ? usual(command) : scripted.apply(conversation);
    }

    private static String usual(String command) {
        return switch (command) {
            case GREETING -> "220 ready";
            case "EHLO" -> "250-scripted\n250-AUTH PLAIN LOGIN\n250 8BITMIME";
            case "AUTH" -> "235 2.7.0 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 Ok";
        };
    }

    private static String plain(String answer) {
        return answer.replace(SLOWLY, "").replace(AND_NO_MORE, "");
    }

    private boolean answer(Conversation conversation, String words) throws IOException {
        if (words.equals(HANG_UP)) {
            return false;
        }
        if (words.equals(SILENCE)) {
            return awaitClose(Long.MAX_VALUE);
        }
        OutputStream out = conversation.socket.getOutputStream();
        byte[] bytes = (plain(words).replace("\n", "\r\n") + "\r\n").getBytes(US_ASCII);
        if (words.startsWith(SLOWLY)) {
            for (byte b : bytes) {
                out.write(b);
                out.flush();
                if (!awaitClose(SLOW_MILLIS)) {
                    return false;
                }
            }
        } else {
            out.write(bytes);
            out.flush();
        }
        if (words.startsWith(AND_NO_MORE)) {
            conversation.socket.shutdownOutput();
        }
        return true;
    }

    /** Whether the server is still open after that time. */
    private boolean awaitClose(long millis) throws IOException {
        try {
            return !closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String whole = line.toString(ISO_8859_1);
                return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
            }
            line.write(b);
        }
        return null;
    }

    /** Every byte as it came: a line that ends in a bare LF is not made a good one here. */
    private static String mail(InputStream in) throws IOException {
        StringBuilder mail = new StringBuilder("\r\n");
        while (mail.indexOf("\r\n.\r\n", Math.max(0, mail.length() - 5)) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the mail broke off");
            }
            mail.append((char) b);
        }
        return mail.substring(2);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        dropConnections();
    }
}
