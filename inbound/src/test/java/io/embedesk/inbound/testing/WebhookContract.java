package io.embedesk.inbound.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Attachment;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.TicketThread;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a host's webhook must do, over real HTTP: each sort of request opens a ticket, an answer finds it, a mail of 25 MB arrives whole, a
 * forged request is refused. Extend it, and give the endpoint {@code Mailgun}, {@code RawMime} and {@code GenericWebhook} with one secret.
 */
public abstract class WebhookContract {
    private static final Actor.Staff READER = Actor.agent("test");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** {@return where the host takes requests} */
    protected abstract URI webhook();

    /** {@return the host's desk} */
    protected abstract Desk desk();

    /** {@return what the endpoint's providers are signed with} */
    protected abstract Secret secret();

    /** How a provider may send a mail. */
    enum Sort {
        JSON,
        FORM,
        MULTIPART,
        RAW_MIME
    }

    private ProviderRequest request(Sort sort, CustomerMail mail) {
        ProviderRequests requests = ProviderRequests.signedWith(secret());
        return switch (sort) {
            case JSON -> requests.json(mail);
            case FORM -> requests.mailgun(mail);
            case MULTIPART -> requests.multipart(mail);
            case RAW_MIME -> requests.rawMime(mail);
        };
    }

    private int post(ProviderRequest request) throws IOException, InterruptedException {
        return HTTP.send(request.to(webhook()), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private TicketThread thread(String subject) {
        TicketService tickets = desk().tickets();
        Ticket found = tickets.list(READER, TicketQuery.of(TicketFilter.ALL).limit(20)).tickets().stream()
                .filter(ticket -> ticket.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No ticket " + subject));
        return tickets.thread(READER, found.id());
    }

    private static CustomerMail mail() {
        return CustomerMail.from("carla@customer.example").subject("Printer " + UUID.randomUUID());
    }

    @ParameterizedTest
    @EnumSource
    void opensATicketAndTheNextMailFindsIt(Sort sort) throws Exception {
        CustomerMail first = mail().text("It is on fire, and it is \u00fcbel.");
        boolean files = sort != Sort.FORM;
        if (files) {
            first.attach("log.txt", "text/plain", Content.of("lp0 on fire".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(post(request(sort, first))).isEqualTo(200);
        CustomerMail second = CustomerMail.from(first.from())
                .subject("Re: " + first.subject())
                .answering(List.of(first.id()))
                .text("It is out.");
        assertThat(post(request(sort, second))).isEqualTo(200);
        TicketThread thread = thread(first.subject());
        assertThat(thread.entries())
                .extracting(entry -> entry.body().text())
                .containsExactly("It is on fire, and it is \u00fcbel.", "It is out.");
        assertThat(thread.entries().get(0).attachments())
                .extracting(file -> file.fileName().value() + " " + file.sizeBytes())
                .isEqualTo(files ? List.of("log.txt 11") : List.of());
    }

    @Test
    void takesAMailOf25Megabytes() throws Exception {
        byte[] file = new byte[18 << 20];
        new Random(1).nextBytes(file);
        // What it says it is.
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.UTF_8), 0, file, 0, 9);
        CustomerMail mail = mail().attach("scan.pdf", "application/pdf", Content.of(file));
        assertThat(mail.mime()).hasSizeGreaterThan(25_000_000);
        assertThat(post(request(Sort.RAW_MIME, mail))).isEqualTo(200);
        List<Attachment> files = thread(mail.subject()).entries().get(0).attachments();
        assertThat(files).extracting(Attachment::sizeBytes).containsExactly((long) file.length);
    }

    @ParameterizedTest
    @EnumSource(names = "FORM", mode = EnumSource.Mode.EXCLUDE)
    void refusesWhatIsForged(Sort sort) throws Exception {
        assertThat(post(request(sort, mail()).forged())).isEqualTo(401);
    }

    @Test
    void answersWhoeverAsksWhetherItIsThere() throws Exception {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(webhook()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
