package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embedesk.examples.helpdesk.CustomerMailServer.Received;
import java.util.Base64;

/** How mail programs answer: which lines of the mail they keep, and how they quote it. */
enum MailClient {
    /** Keeps every line, and quotes in a {@code gmail_quote}. */
    GMAIL {
        @Override
        String compose(Received mail, String id, String words) {
            return threading(mail, id)
                    + "To: " + mail.header("Reply-To") + "\r\n"
                    + "Subject: " + mail.header("Subject") + "\r\n"
                    + "MIME-Version: 1.0\r\n"
                    + "Content-Type: multipart/alternative; boundary=\"000000000000a1b2\"\r\n\r\n"
                    + "--000000000000a1b2\r\nContent-Type: text/plain; charset=\"UTF-8\"\r\n\r\n"
                    + words
                    + "\r\n\r\nOn Mon, Mar 2, 2026 at 9:00 AM Acme Support <support@acme.example> wrote:\r\n\r\n"
                    + "> Which browser do you use?\r\n>\r\n"
                    + "--000000000000a1b2\r\nContent-Type: text/html; charset=\"UTF-8\"\r\n\r\n"
                    + "<div dir=\"ltr\">" + words + "</div><br><div class=\"gmail_quote\"><div dir=\"ltr\""
                    + " class=\"gmail_attr\">On Mon, Mar 2, 2026 at 9:00 AM wrote:<br></div><blockquote"
                    + " class=\"gmail_quote\">Which browser do you use?</blockquote></div>\r\n"
                    + "--000000000000a1b2--\r\n";
        }
    },
    /** Answered from an address book: to the public address, but with the mail's own Message-ID. */
    OUTLOOK {
        @Override
        String compose(Received mail, String id, String words) {
            String html = "<html><head><style>p.MsoNormal{margin:0}</style></head><body lang=EN-US><div><p"
                    + " class=MsoNormal>" + words
                    + "<o:p></o:p></p><div id=\"mail-editor-reference-message-container\">"
                    + "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p"
                    + " class=MsoNormal><b>From:</b> Acme Support &lt;support@acme.example&gt;<br><b>Sent:</b> Monday,"
                    + " March 2, 2026 9:00 AM<br><b>Subject:</b> Cannot log in<o:p></o:p></p></div><p"
                    + " class=MsoNormal>Which browser do you use?</p></div></div></body></html>";
            return "Message-ID: <" + id + "@customer.example>\r\n"
                    + "In-Reply-To: " + mail.header("Message-ID") + "\r\n"
                    + "From: Carla Cruz <carla@customer.example>\r\n"
                    + "To: Acme Support <support@acme.example>\r\n"
                    + "Subject: RE: Cannot log in\r\n"
                    + "Thread-Topic: Cannot log in\r\nX-MS-Has-Attach: \r\n"
                    + "MIME-Version: 1.0\r\n"
                    + "Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + Base64.getMimeEncoder().encodeToString(html.getBytes(UTF_8)) + "\r\n";
        }
    },
    /** Forwarded on the way by a rule that lost the address and In-Reply-To: the chain of References is left. */
    APPLE_MAIL {
        @Override
        String compose(Received mail, String id, String words) {
            return "From: Carla Cruz <carla@customer.example>\r\n"
                    + "Message-Id: <" + id + "@customer.example>\r\n"
                    + "References: " + mail.header("References") + "\r\n " + mail.header("Message-ID") + "\r\n"
                    + "To: Acme Support <support@acme.example>\r\n"
                    + "Subject: " + mail.header("Subject") + "\r\n"
                    + "Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3774.600.62\\))\r\nX-Mailer: Apple Mail (2.3774.600.62)\r\n"
                    + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                    + words
                    + "\r\n\r\n> On 2. Mar 2026, at 09:00, Acme Support <support@acme.example> wrote:\r\n>=20\r\n"
                    + "> Which browser do you use?\r\n";
        }
    },
    /** Keeps the address to answer to, and nothing else. */
    ADDRESS_ONLY {
        @Override
        String compose(Received mail, String id, String words) {
            return "From: carla@customer.example\r\nTo: " + mail.header("Reply-To")
                    + "\r\nSubject: hello\r\nMessage-ID: <" + id + "@customer.example>\r\n\r\n" + words + "\r\n";
        }
    },
    /** Answers the thread and no mail of it, as some ticket systems do to each other. */
    THREAD_ONLY {
        @Override
        String compose(Received mail, String id, String words) {
            return "From: carla@customer.example\r\nTo: support@acme.example\r\nSubject: hello\r\nMessage-ID: <" + id
                    + "@customer.example>\r\nIn-Reply-To: " + mail.header("References") + "\r\n\r\n" + words + "\r\n";
        }
    };

    abstract String compose(Received mail, String id, String words);

    byte[] answer(Received mail, String words) {
        return compose(mail, name().toLowerCase(java.util.Locale.ROOT), words).getBytes(UTF_8);
    }

    private static String threading(Received mail, String id) {
        return "From: Carla Cruz <carla@customer.example>\r\n"
                + "Message-ID: <" + id + "@customer.example>\r\n"
                + "In-Reply-To: " + mail.header("Message-ID") + "\r\n"
                + "References: " + mail.header("References") + " " + mail.header("Message-ID") + "\r\n";
    }
}
