package io.embedesk.inbound.testing;

import io.embedesk.Content;
import io.embedesk.email.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** A mail that a customer writes: {@code CustomerMail.from("carla@customer.example").subject("Printer").text("It is on fire.")}. */
public final class CustomerMail {
    private static final String BOUNDARY = "a-part-of-this-mail";
    private final String from;
    private final List<File> files = new ArrayList<>();
    private final List<MessageId> references = new ArrayList<>();
    private String to = "support@acme.example";
    private String subject = "Printer";
    private String text = "It is on fire.";
    private MessageId id = new MessageId(UUID.randomUUID() + "@customer.example");

    /**
     * A file of a mail.
     *
     * @param name its name
     * @param contentType its type
     * @param content its bytes
     */
    record File(String name, String contentType, Content content) {
        byte[] bytes() {
            try (InputStream in = content.open()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private CustomerMail(String from) {
        this.from = from;
    }

    /**
     * A mail to begin with.
     *
     * @param address who writes it
     * @return a mail with a text, a subject and a Message-ID of its own
     */
    public static CustomerMail from(String address) {
        return new CustomerMail(address);
    }

    /**
     * Addresses it.
     *
     * @param address whom to; also where the provider had it from
     * @return this
     */
    public CustomerMail to(String address) {
        to = address;
        return this;
    }

    /**
     * Names it.
     *
     * @param words the subject
     * @return this
     */
    public CustomerMail subject(String words) {
        subject = words;
        return this;
    }

    /**
     * Writes it.
     *
     * @param words the text, whose lines end in a line feed
     * @return this
     */
    public CustomerMail text(String words) {
        text = words;
        return this;
    }

    /**
     * Gives it a Message-ID that a test knows.
     *
     * @param messageId without angle brackets
     * @return this
     */
    public CustomerMail id(String messageId) {
        id = new MessageId(messageId);
        return this;
    }

    /**
     * Makes it an answer.
     *
     * @param thread the mails before it, the one it answers last
     * @return this
     */
    public CustomerMail answering(List<MessageId> thread) {
        references.clear();
        references.addAll(thread);
        return this;
    }

    /**
     * Attaches a file.
     *
     * @param name its name
     * @param contentType its type
     * @param content its bytes
     * @return this
     */
    public CustomerMail attach(String name, String contentType, Content content) {
        files.add(new File(name, contentType, content));
        return this;
    }

    /** {@return its Message-ID} */
    public MessageId id() {
        return id;
    }

    /** {@return its author} */
    public String from() {
        return from;
    }

    /** {@return where it goes} */
    public String to() {
        return to;
    }

    /** {@return its subject} */
    public String subject() {
        return subject;
    }

    /** {@return its text} */
    public String text() {
        return text;
    }

    List<MessageId> references() {
        return List.copyOf(references);
    }

    List<File> files() {
        return List.copyOf(files);
    }

    /** {@return its bytes, as a mail server has them (RFC 5322)} */
    public byte[] mime() {
        StringBuilder mail = new StringBuilder("From: " + from + "\nTo: " + to + "\nSubject: " + subject
                + "\nDate: Sun, 1 Mar 2026 12:00:00 +0000\nMessage-ID: " + id.bracketed() + "\nMIME-Version: 1.0\n");
        if (!references.isEmpty()) {
            mail.append("In-Reply-To: ")
                    .append(references.get(references.size() - 1).bracketed())
                    .append("\nReferences: ")
                    .append(references.stream().map(MessageId::bracketed).collect(Collectors.joining("\n ")))
                    .append('\n');
        }
        if (files.isEmpty()) {
            mail.append("Content-Type: text/plain; charset=utf-8\n\n")
                    .append(text)
                    .append('\n');
        } else {
            parts(mail);
        }
        return mail.toString().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private void parts(StringBuilder mail) {
        mail.append("Content-Type: multipart/mixed; boundary=\"" + BOUNDARY + "\"\n\n--" + BOUNDARY
                        + "\nContent-Type: text/plain; charset=utf-8\n\n")
                .append(text)
                .append('\n');
        for (File file : files) {
            mail.append("--" + BOUNDARY + "\nContent-Type: ")
                    .append(file.contentType())
                    .append("\nContent-Disposition: attachment; filename=\"")
                    .append(file.name())
                    .append("\"\nContent-Transfer-Encoding: base64\n\n")
                    .append(Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(file.bytes()))
                    .append('\n');
        }
        mail.append("--" + BOUNDARY + "--\n");
    }
}
