package io.embedesk.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a customer's mail program makes of "Reply": the same thread, the address to answer to, the mail quoted below. */
final class Answer {
    private Answer() {}

    static byte[] to(String mail, String text) {
        String quoted =
                "> " + mail.substring(mail.indexOf("\r\n\r\n") + 4).strip().replace("\r\n", "\r\n> ");
        return String.join(
                        "\r\n",
                        "From: Customer <customer@example.org>",
                        "To: " + header(mail, "Reply-To"),
                        "Subject: Re: " + header(mail, "Subject"),
                        "Message-ID: <answer-1@example.org>",
                        "In-Reply-To: " + header(mail, "Message-ID"),
                        "References: " + header(mail, "References") + " " + header(mail, "Message-ID"),
                        "Content-Type: text/plain; charset=utf-8",
                        "",
                        text,
                        "",
                        "On Mon, 2 Mar 2026 at 09:00, Acme Support wrote:",
                        quoted,
                        "")
                .getBytes(UTF_8);
    }

    private static String header(String mail, String name) {
        Matcher matcher =
                Pattern.compile("(?mi)^" + name + ":\\s*(.*(?:\\R[ \\t].*)*)").matcher(mail);
        return matcher.find() ? matcher.group(1).replaceAll("\\R", "") : "";
    }
}
