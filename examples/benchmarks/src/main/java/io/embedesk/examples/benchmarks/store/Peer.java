package io.embedesk.examples.benchmarks.store;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** A desk that takes mails over HTTP, and shows its newest tickets. */
interface Peer {
    HttpRequest mail(byte[] mail);

    boolean took(HttpResponse<String> answer);

    /** The fifty newest open tickets, with what a list shows of them. */
    HttpRequest list();

    /** Names and passwords stand in the address, as in {@code http://root:password@127.0.0.1:8099}. */
    private static HttpRequest.Builder to(String address, String path) {
        URI base = URI.create(address);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + base.getHost() + ":" + base.getPort() + path));
        String user = base.getUserInfo();
        return user == null
                ? request
                : request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpRequest form(HttpRequest.Builder request, String form) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private static String encoded(byte[] mail) {
        return URLEncoder.encode(new String(mail, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** What its own {@code rt-mailgate} sends, without a process for each mail; its list by its REST interface. */
    static Peer requestTracker(String address) {
        return new Peer() {
            @Override
            public HttpRequest mail(byte[] mail) {
                return form(
                        to(address, "/REST/1.0/NoAuth/mail-gateway"),
                        "SessionType=REST&queue=General&action=correspond&message=" + encoded(mail));
            }

            @Override
            public boolean took(HttpResponse<String> answer) {
                return answer.body().startsWith("ok");
            }

            @Override
            public HttpRequest list() {
                String query = URLEncoder.encode("Status = 'new'", StandardCharsets.UTF_8);
                return to(
                                address,
                                "/REST/2.0/tickets?orderby=Created&order=DESC&per_page=50&fields=Subject,Status,Created&query="
                                        + query)
                        .build();
            }
        };
    }

    /** What its own {@code rdm-mailhandler} sends; the key of its mail handler is the address's user. */
    static Peer redmine(String address) {
        String key = Objects.requireNonNull(URI.create(address).getUserInfo(), "the key of the mail handler");
        String base = address.replace(key + "@", "");
        return new Peer() {
            @Override
            public HttpRequest mail(byte[] mail) {
                return form(
                        to(base, "/mail_handler"),
                        "key=" + key
                                + "&unknown_user=create&no_account_notice=1&no_notification=1&no_permission_check=1"
                                + "&issue%5Bproject%5D=support&email=" + encoded(mail));
            }

            @Override
            public boolean took(HttpResponse<String> answer) {
                return answer.statusCode() == 201;
            }

            @Override
            public HttpRequest list() {
                return to(base, "/projects/support/issues.json?limit=50&sort=created_on:desc&status_id=open")
                        .build();
            }
        };
    }
}
