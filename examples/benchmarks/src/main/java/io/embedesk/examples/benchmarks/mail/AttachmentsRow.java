package io.embedesk.examples.benchmarks.mail;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Programs;
import io.embedesk.examples.benchmarks.Row;
import java.time.Duration;
import java.util.List;

/** Four workers send mails with 24 MB of files each, in a process whose heap could not hold the files of one of them. */
public record AttachmentsRow(String name) implements Row {
    private static final int HEAP_MB = 40;
    private static final int FILES_MB = 24;
    private static final int MAILS = 40;
    private static final int BRIEF = 8;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        int mails = brief ? BRIEF : MAILS;
        try (Sink sink = new Sink()) {
            boolean sent = run(sink, mails, "streamed");
            boolean all = sent && sink.mails() == mails;
            boolean controlRed = !run(sink, mails, "held");
            return List.of(new Measurement(
                    name,
                    HEAP_MB,
                    "MB of heap for 4 mails of " + FILES_MB + " MB at once",
                    null,
                    mails,
                    "all are sent",
                    all,
                    controlRed));
        }
    }

    private static boolean run(Sink sink, int mails, String how) throws Exception {
        return Programs.succeeds(
                AttachmentsSender.class,
                List.of("-Xmx" + HEAP_MB + "m", "-XX:+ExitOnOutOfMemoryError"),
                List.of(Integer.toString(sink.port()), Integer.toString(mails), how),
                LONGEST);
    }
}
