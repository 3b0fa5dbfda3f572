/**
 * The support desk that a Java application embeds: tickets, threads, rules, and the ports that they need.
 *
 * <p>Begin with {@link io.embedesk.Desk}.
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
