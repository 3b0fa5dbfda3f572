package io.embedesk.examples.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.AttachmentLimits;
import io.embedesk.AutomaticMailLimits;
import io.embedesk.Desk;
import io.embedesk.TakeOnReply;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundLimits;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README names every option there is and no other, with the default that the code has. */
class OptionsTest {
    private static final Pattern NAME = Pattern.compile("`\\.([a-zA-Z]+)(?:\\([^`]*\\))?`");
    private static final SmtpSettings SETTINGS = SmtpSettings.builder(
                    "smtp.example.org", Mailbox.of(EmailAddress.of("support@acme.example")))
            .build();

    /** The rows of the table, by the options that they name. */
    private static Map<String, String> rows() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        String table = readme.substring(readme.indexOf("## Options"), readme.indexOf("## Promises"));
        Map<String, String> rows = new TreeMap<>();
        table.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String first = line.substring(0, line.indexOf(" | "));
            NAME.matcher(first).results().forEach(found -> rows.put(found.group(1), line));
        });
        return rows;
    }

    private static Stream<String> options(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type)
                .map(Method::getName);
    }

    @Test
    void areAllThereAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>();
        Stream.of(Desk.Builder.class, SmtpSettings.Builder.class, SmtpChannel.class, InboundEndpoint.Builder.class)
                .flatMap(OptionsTest::options)
                .forEach(expected::add);
        assertThat(rows().keySet()).isEqualTo(expected);
    }

    @Test
    void haveTheDefaultsOfTheCode() throws IOException {
        Map<String, String> rows = rows();
        AttachmentLimits files = AttachmentLimits.DEFAULT;
        assertThat(rows.get("attachmentLimits"))
                .contains(files.maxFiles() + " files, " + (files.maxFileBytes() >> 20) + " MiB each, "
                        + (files.maxTotalBytes() >> 20) + " MiB together");
        AutomaticMailLimits mails = AutomaticMailLimits.DEFAULT;
        assertThat(rows.get("automaticMailLimits"))
                .contains(String.format(
                        Locale.ROOT,
                        "%d an hour and %d a day to one address, %,d an hour in all",
                        mails.perAddressAnHour(),
                        mails.perAddressADay(),
                        mails.perWorkspaceAnHour()));
        InboundLimits limits = InboundLimits.DEFAULT;
        assertThat(rows.get("limits"))
                .contains(
                        (limits.bodyBytes() >> 20) + " MiB, " + limits.parts() + " parts, " + limits.depth() + " deep, "
                                + limits.headers() + " header lines, " + limits.recipients() + " recipients, "
                                + limits.attachments() + " files");
        assertThat(rows.get("takeOnReply")).contains("`" + TakeOnReply.IF_OPEN + "`");
        assertThat(rows.get("tls")).contains("`" + SETTINGS.tls() + "`");
        assertThat(rows.get("replyDomain")).contains("the sender's");
        assertThat(SETTINGS.replyDomain()).isEqualTo("acme.example");
        assertThat(rows.get("deadline"))
                .contains(SETTINGS.connectWithin().toSeconds() + " s, "
                        + SETTINGS.answerWithin().toSeconds() + " s, "
                        + SETTINGS.deadline().toSeconds() + " s");
        for (TlsMode mode : TlsMode.values()) {
            int port = SmtpSettings.builder("smtp.example.org", SETTINGS.from())
                    .tls(mode)
                    .build()
                    .port();
            assertThat(rows.get("port")).contains(Integer.toString(port));
        }
    }
}
