/**
 * The support desk that a Java application embeds: tickets, threads, rules, and the ports that they need.
 *
 * <p>Begin with {@link io.embedesk.Desk}. From there:
 *
 * <ul>
 *   <li>agents work with tickets: {@link io.embedesk.TicketService}, in bulk and over time {@link io.embedesk.event.TicketFeed};
 *   <li>customers read and write theirs: {@link io.embedesk.portal.CustomerPortal};
 *   <li>replies become mail: {@link io.embedesk.spi.EmailChannel}, driven by {@link io.embedesk.email.OutboxWorker};
 *   <li>mail becomes messages: {@link io.embedesk.intake.Intake};
 *   <li>a model proposes replies: {@link io.embedesk.suggest.ReplySuggestions};
 *   <li>people are exported, erased and forgotten in time: {@link io.embedesk.privacy.Privacy};
 *   <li>a host brings its own store, files, clock, access rules and metrics: {@link io.embedesk.spi}.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
module io.embedesk {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.embedesk;
    exports io.embedesk.email;
    exports io.embedesk.event;
    exports io.embedesk.health;
    exports io.embedesk.intake;
    exports io.embedesk.portal;
    exports io.embedesk.privacy;
    exports io.embedesk.replies;
    exports io.embedesk.spi;
    exports io.embedesk.suggest;
}
