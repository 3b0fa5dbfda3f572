package io.embedesk.mail;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.Answer.Verdict;
import io.embedesk.spi.EmailChannel.SendResult;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server's answers mean (RFC 5321 section 4.2, RFC 4954 section 6). */
final class SmtpAnswers {
    private static final Pattern SES_HOST = Pattern.compile("email-smtp(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com");
    private static final Pattern SES_ANSWER = Pattern.compile("250 Ok ([0-9a-f-]{20,100})", Pattern.CASE_INSENSITIVE);
    private static final String SES_FIRST_REGION = "us-east-1";

    /** Jakarta Mail's word for it. */
    private static final String LOST_CONNECTION = "[EOF]";

    private SmtpAnswers() {}

    static SendResult accepted(OutboundEmail email, String host, @Nullable String response) {
        String words = response == null ? "250" : response.strip();
        Map<EmailAddress, Answer> answers = new HashMap<>();
        email.envelope().to().forEach(address -> answers.put(address, new Answer(Verdict.ACCEPTED, words)));
        return new SendResult.Answered(answers, aliases(host, words));
    }

    /**
     * Some providers send a mail on under an id of their own and tell it: Outlook in angle brackets, Amazon SES without them
     * and without the domain, which depends on the region.
     */
    private static List<MessageId> aliases(String host, String words) {
        if (words.contains("<")) {
            return MessageId.parseAll(words.substring(words.indexOf('<')));
        }
        Matcher region = SES_HOST.matcher(host.toLowerCase(Locale.ROOT));
        Matcher id = SES_ANSWER.matcher(words);
        if (!region.matches() || !id.matches()) {
            return List.of();
        }
        String domain = region.group(1).equals(SES_FIRST_REGION) ? "email" : region.group(1);
        return List.of(new MessageId(id.group(1) + "@" + domain + ".amazonses.com"));
    }

    /**
     * Jakarta Mail says "authentication failed" of everything that goes wrong meanwhile: "later" (RFC 4954 section 4, 454) and a
     * lost connection say nothing about the credentials.
     */
    static boolean isAboutCredentials(AuthenticationFailedException failure) {
        String words = String.valueOf(failure.getMessage()).strip();
        return !words.startsWith("4") && !words.contains(LOST_CONNECTION) && failure.getCause() == null;
    }

    /** For all of its recipients, for good. */
    static SendResult refused(OutboundEmail email, String why) {
        Map<EmailAddress, Answer> answers = new HashMap<>();
        email.envelope().to().forEach(address -> answers.put(address, new Answer(Verdict.REFUSED, why)));
        return new SendResult.Answered(answers, List.of());
    }

    static SendResult of(OutboundEmail email, MessagingException failure, boolean wholeBodyWritten, String words) {
        Codes codes = Codes.of(failure);
        if (codes.says(530, 534, 535)) {
            return new SendResult.CredentialsRefused(words);
        }
        if (codes.says(421)) {
            return new SendResult.Unavailable(words);
        }
        if (codes.unanswered()) {
            return wholeBodyWritten ? new SendResult.InDoubt(words) : new SendResult.Unavailable(words);
        }
        Map<EmailAddress, Answer> answers = new HashMap<>();
        for (EmailAddress address : email.envelope().to()) {
            Answer refused = codes.refused.get(WireAddress.of(address));
            answers.put(address, refused != null ? refused : new Answer(verdict(codes.whole), words));
        }
        return new SendResult.Answered(answers, List.of());
    }

    private static Verdict verdict(int code) {
        return code < 400 ? Verdict.ACCEPTED : code >= 500 ? Verdict.REFUSED : Verdict.TRY_LATER;
    }

    /** The codes of a failure: of the whole mail, and of each recipient that was refused. Jakarta Mail chains them. */
    private static final class Codes {
        private static final int NO_ANSWER = -1;
        private static final int TRY_LATER = 450;
        private final Map<String, Answer> refused = new HashMap<>();
        private final Set<Integer> all = new HashSet<>();
        /** What was said of those who were not refused; "later" while nothing was. */
        private int whole = TRY_LATER;

        static Codes of(MessagingException failure) {
            Codes codes = new Codes();
            for (Exception e = failure;
                    e != null;
                    e = e instanceof MessagingException m ? m.getNextException() : null) {
                codes.add(e);
            }
            return codes;
        }

        private void add(Exception e) {
            if (e instanceof SMTPAddressFailedException failed) {
                int code = failed.getReturnCode();
                all.add(code);
                String detail = String.valueOf(failed.getMessage()).strip();
                refused.put(failed.getAddress().getAddress(), new Answer(verdict(code), detail));
            } else if (e instanceof SMTPSendFailedException send) {
                whole = send.getReturnCode();
                all.add(whole);
            }
        }

        boolean says(Integer... codes) {
            return !Collections.disjoint(all, List.of(codes));
        }

        /** Jakarta Mail has -1 for a connection that ended instead of an answer, and no code when it broke on the way. */
        boolean unanswered() {
            return all.isEmpty() || all.contains(NO_ANSWER);
        }
    }
}
