package io.embedesk.jpa.internal;

import io.embedesk.ConfigurationException;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What the databases say differently. */
public enum Dialect {
    /** Has no insert that does nothing when the key is taken, and locks more rows than it returns. */
    H2,
    POSTGRESQL,
    MARIADB;

    /** Views that only one of them has: asking for them fails nowhere, and a failed question would spoil a host's transaction. */
    private static final String WHICH = """
            select lower(v.table_name) from information_schema.tables v
            where lower(v.table_schema) = 'information_schema'
                and lower(v.table_name) in ('in_doubt', 'sql_implementation_info', 'innodb_trx')
            """;

    private static final String MARIADB_ISOLATION = """
            select v.variable_value from information_schema.session_variables v
            where v.variable_name in ('TX_ISOLATION', 'TRANSACTION_ISOLATION')
            """;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /** What MariaDB indexes of a word unless it is told otherwise: {@code innodb_ft_max_token_size}. */
    private static final int MOST_WORD_CHARS = 80;

    static Dialect of(EntityManager em) {
        Set<String> views = strings(em, WHICH);
        if (views.contains("sql_implementation_info")) {
            return POSTGRESQL;
        }
        if (views.contains("innodb_trx")) {
            requireReadCommitted(em);
            return MARIADB;
        }
        if (views.contains("in_doubt")) {
            return H2;
        }
        throw new ConfigurationException(
                "The database is none that Embedesk knows", "Use PostgreSQL, MariaDB or, for tests, H2.");
    }

    /** Its default shows a transaction the rows as they were when it began: also after it has waited for a lock. */
    private static void requireReadCommitted(EntityManager em) {
        Set<String> isolation = strings(em, MARIADB_ISOLATION);
        if (isolation.stream().noneMatch(level -> level.startsWith("read-committed"))) {
            throw new ConfigurationException(
                    "MariaDB's transactions are " + isolation + ", so that what others committed stays unseen",
                    "Set the isolation of the DataSource to READ COMMITTED, such as"
                            + " spring.datasource.hikari.transaction-isolation=TRANSACTION_READ_COMMITTED.");
        }
    }

    private static Set<String> strings(EntityManager em, String sql) {
        List<?> found = em.createNativeQuery(sql).getResultList();
        Set<String> strings = new HashSet<>();
        found.forEach(value -> strings.add(value.toString().toLowerCase(Locale.ROOT)));
        return strings;
    }

    /** The schemas in which a table without a schema is looked for. */
    String schemas() {
        return switch (this) {
            case H2 -> "= lower(current_schema)";
            case POSTGRESQL -> "in (select lower(s) from unnest(current_schemas(false)) s)";
            case MARIADB -> "= lower(database())";
        };
    }

    /** Whether one statement inserts a row or, its key being taken, does nothing; of two at once one waits for the other. */
    boolean insertsIfAbsent() {
        return this != H2;
    }

    /** An insert that does nothing when the key is taken; on MariaDB values must fit, for what does not would be cut. */
    String unlessPresent(String insert) {
        return this == MARIADB ? insert.replaceFirst("insert ", "insert ignore ") : insert + " on conflict do nothing";
    }

    /** Whether rows that somebody else has locked can be passed over, and only those returned are locked. */
    boolean skipsLocked() {
        return this != H2;
    }

    /** Whether a merge of sorted branches reads no more of each than it needs; else each is written down whole. */
    boolean mergesWholeRows() {
        return this != MARIADB;
    }

    /**
     * Who has a ticket; empty: nobody. PostgreSQL does not take "is null" for one value when it looks for an index that has the
     * order already, so its indexes have a word for nobody.
     */
    String isAssignedTo(Optional<String> bound) {
        if (this == POSTGRESQL) {
            return "coalesce(t.assignee, '') = " + bound.orElse("''");
        }
        return bound.map(agent -> "t.assignee = " + agent).orElse("t.assignee is null");
    }

    /** How a word stands in the index. MariaDB's own idea of where words end holds for small letters and digits only. */
    String indexed(String word) {
        if (this != MARIADB) {
            return word;
        }
        StringBuilder ascii = new StringBuilder();
        word.codePoints()
                .forEach(c -> ascii.append(
                        c >= '0' && c <= '9' || c >= 'a' && c <= 'z' ? Character.toString(c) : "%04x".formatted(c)));
        return ascii.substring(0, Math.min(ascii.length(), MOST_WORD_CHARS));
    }

    /** Words with blanks between them, as a value of the column. */
    String words(String place) {
        return this == POSTGRESQL ? "cast(" + place + " as tsvector)" : place;
    }

    /**
     * Whether the words of a row of the search table have one that begins so. PostgreSQL must see the word when it plans. A
     * word has nothing but letters, digits and marks.
     */
    String hasWord(String beginning, UnaryOperator<String> bind) {
        return switch (this) {
            case H2 -> rowHasWord(beginning);
            case POSTGRESQL -> "s.words @@ cast('" + requireWord(beginning) + ":*' as tsquery)";
            case MARIADB -> "match (s.words) against (" + bind.apply("+" + beginning + "*") + " in boolean mode)";
        };
    }

    /**
     * Whether it must be told that a word is rare. PostgreSQL takes every beginning of a word for a common one, and would look
     * through all tickets, newest first, for those that have it; MariaDB would read all that have a common one.
     */
    boolean asksHowRare() {
        return this != H2;
    }

    /**
     * The same of one row that is looked at anyway, without the index: MariaDB's has only an answer for all rows at once, and
     * PostgreSQL would read all that have one of two common words, unless the condition is none that it has an index for.
     */
    String rowHasWord(String beginning) {
        return this == POSTGRESQL
                ? "coalesce(" + hasWord(beginning, UnaryOperator.identity()) + ", false)"
                : "s.words like '% " + requireWord(beginning) + "%'";
    }

    /** Whether one of a thousand tickets has a word: there PostgreSQL knows best whether to read their rows or the index. */
    String oneOfFewHas(String indexed) {
        return this == POSTGRESQL
                ? "exists (select 1 from embedesk_search s where " + hasWord(indexed, UnaryOperator.identity())
                        + " and s.ticket_id = t.id)"
                : ticketHas(indexed, false, UnaryOperator.identity());
    }

    /** Whether it must be told that a tag is common: MariaDB would look up all that have it, and sort them. */
    boolean asksHowCommon() {
        return this == MARIADB;
    }

    /** Whether there are rows, asked for each ticket as it comes: MariaDB would make a join with all that have some out of EXISTS. */
    String oneByOne(String from) {
        return this == MARIADB ? "(select max(1)" + from + ") = 1" : "exists (select 1" + from + ")";
    }

    /** Tickets that have a word: those of the index, one by one, when it is rare; else whichever come in order and have it. */
    String ticketHas(String indexed, boolean rare, UnaryOperator<String> bind) {
        String from = " from embedesk_search s where ";
        if (!rare) {
            return oneByOne(from + rowHasWord(indexed) + " and s.ticket_id = t.id");
        }
        String found = from + hasWord(indexed, bind);
        return this == POSTGRESQL
                ? "t.id = any (array(select s.ticket_id" + found + "))"
                // Written so that it is asked once, and not anew for each ticket.
                : "t.id in (select x.ticket_id from (select distinct s.ticket_id" + found + ") x)";
    }

    private static String requireWord(String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("'" + word + "' is no word");
        }
        return word;
    }
}
