package io.embedesk.spi;

import java.time.Duration;

/**
 * Takes what the desk counts and times, for the host's own metrics. Called on the threads that do the work, after the commit;
 * what it throws is logged and goes no further. Safe for concurrent use.
 */
public interface DeskMetrics {
    /**
     * Something happened once more.
     *
     * @param what a name that stays
     * @param kind which sort of it, such as the disposition of a message: one of few words
     */
    void count(Counted what, String kind);

    /**
     * Something took a while.
     *
     * @param what a name that stays
     * @param took how long
     */
    void time(Timed what, Duration took);

    /** What is counted. */
    enum Counted {
        /** Events of tickets, by the name of their type. */
        EVENTS("embedesk.events"),
        /** Messages that came in, by {@link io.embedesk.intake.Outcome.Disposition}. */
        MESSAGES("embedesk.messages"),
        /** Attempts to send a mail, by the name of their {@link EmailChannel.SendResult}, or {@code Broken}. */
        MAIL_ATTEMPTS("embedesk.mail.attempts"),
        /** Listeners that threw, by the name of the event's type. */
        LISTENER_FAILURES("embedesk.listener.failures");

        private final String metric;

        Counted(String metric) {
            this.metric = metric;
        }

        /** {@return the name under which hosts publish it} */
        public String metric() {
            return metric;
        }
    }

    /** What is timed. */
    enum Timed {
        /** Claiming and sealing a mail. */
        MAIL_CLAIM("embedesk.mail.claim"),
        /** Sending a mail. */
        MAIL_SEND("embedesk.mail.send"),
        /** Receiving a message, from its files to the commit. */
        RECEIVE("embedesk.receive");

        private final String metric;

        Timed(String metric) {
            this.metric = metric;
        }

        /** {@return the name under which hosts publish it} */
        public String metric() {
            return metric;
        }
    }
}
