package io.embedesk.testing;

import io.embedesk.AgentReply;
import io.embedesk.CustomerMessage;
import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailDelivery;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What tests say of tickets and threads, for AssertJ. */
public final class DeskAssertions {
    private DeskAssertions() {}

    /**
     * Begins to say something of a ticket.
     *
     * @param ticket which
     * @return what can be said
     */
    public static TicketAssert assertThat(Ticket ticket) {
        return new TicketAssert(ticket);
    }

    /**
     * Begins to say something of a thread.
     *
     * @param thread which
     * @return what can be said
     */
    public static ThreadAssert assertThat(TicketThread thread) {
        return new ThreadAssert(thread);
    }

    /** What can be said of a ticket. */
    public static final class TicketAssert extends AbstractAssert<TicketAssert, Ticket> {
        private TicketAssert(Ticket ticket) {
            super(ticket, TicketAssert.class);
        }

        /**
         * Checks the status.
         *
         * @param status expected
         * @return this
         */
        public TicketAssert hasStatus(Status status) {
            Assertions.assertThat(actual.status())
                    .as("status of #%s", actual.number())
                    .isEqualTo(status);
            return this;
        }

        /**
         * Checks the priority.
         *
         * @param priority expected
         * @return this
         */
        public TicketAssert hasPriority(Priority priority) {
            Assertions.assertThat(actual.priority())
                    .as("priority of #%s", actual.number())
                    .isEqualTo(priority);
            return this;
        }

        /**
         * Checks who has it.
         *
         * @param agent the host's id of the agent
         * @return this
         */
        public TicketAssert isAssignedTo(String agent) {
            Assertions.assertThat(actual.assignee())
                    .as("assignee of #%s", actual.number())
                    .contains(agent);
            return this;
        }

        /**
         * Checks that nobody has it.
         *
         * @return this
         */
        public TicketAssert isUnassigned() {
            Assertions.assertThat(actual.assignee())
                    .as("assignee of #%s", actual.number())
                    .isEmpty();
            return this;
        }

        /**
         * Checks its tags, in any order.
         *
         * @param tags all that are expected
         * @return this
         */
        public TicketAssert hasTags(String... tags) {
            Assertions.assertThat(Set.copyOf(actual.tags()))
                    .as("tags of #%s", actual.number())
                    .isEqualTo(Set.of(tags));
            return this;
        }
    }

    /** What can be said of a thread. */
    public static final class ThreadAssert extends AbstractAssert<ThreadAssert, TicketThread> {
        private ThreadAssert(TicketThread thread) {
            super(thread, ThreadAssert.class);
        }

        /**
         * Checks what stands in it, oldest first.
         *
         * @param texts the text of each entry
         * @return this
         */
        public ThreadAssert says(String... texts) {
            Assertions.assertThat(actual.entries())
                    .extracting(entry -> entry.body().text())
                    .containsExactly(texts);
            return this;
        }

        /**
         * Checks that the last entry is the customer's.
         *
         * @param text its text
         * @return this
         */
        public ThreadAssert endsWithTheCustomerSaying(String text) {
            return endsWith(CustomerMessage.class, text);
        }

        /**
         * Checks that the last entry is an agent's reply.
         *
         * @param text its text
         * @return this
         */
        public ThreadAssert endsWithAReplySaying(String text) {
            return endsWith(AgentReply.class, text);
        }

        private ThreadAssert endsWith(Class<? extends ThreadEntry> type, String text) {
            List<ThreadEntry> entries = actual.entries();
            Assertions.assertThat(entries).isNotEmpty();
            ThreadEntry last = entries.get(entries.size() - 1);
            Assertions.assertThat(last).isInstanceOf(type);
            Assertions.assertThat(last.body().text()).isEqualTo(text);
            return this;
        }

        /**
         * Checks what became of the last reply's mail.
         *
         * @param state expected
         * @return this
         */
        public ThreadAssert lastReplyIs(EmailDelivery.State state) {
            List<ThreadEntry> replies = actual.entries().stream()
                    .filter(AgentReply.class::isInstance)
                    .toList();
            Assertions.assertThat(replies).as("replies").isNotEmpty();
            Assertions.assertThat(
                            actual.delivery(replies.get(replies.size() - 1).id()))
                    .map(EmailDelivery::state)
                    .contains(state);
            return this;
        }
    }
}
