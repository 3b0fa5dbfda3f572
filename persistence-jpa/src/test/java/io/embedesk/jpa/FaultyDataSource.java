package io.embedesk.jpa;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database whose connection dies at the statement that a test names; a commit is a statement too. */
final class FaultyDataSource implements DataSource {
    private static final Set<String> STATEMENTS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit");

    /** When the connection dies, as seen from the statement. */
    enum Death {
        /** The database never gets it. */
        BEFORE,
        /** The database has done it, and nobody hears of it. */
        AFTER
    }

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private final Connecting real;
    private final AtomicInteger untilDeath = new AtomicInteger(Integer.MAX_VALUE);
    private final Deque<Connection> living = new ConcurrentLinkedDeque<>();
    private volatile Death death = Death.BEFORE;
    private volatile int isolation = Connection.TRANSACTION_READ_COMMITTED;

    private FaultyDataSource(Connecting real) {
        this.real = real;
    }

    static FaultyDataSource on(Database database, String url) {
        return new FaultyDataSource(() -> database.connect(url));
    }

    /** For connections that are made from now on. */
    void isolation(int level) {
        isolation = level;
    }

    /** Dies once, at the k-th statement from now; the connections after that live. */
    void dieAt(int statement, Death how) {
        death = how;
        untilDeath.set(statement);
    }

    /** Whether it has died, or never will now. */
    boolean liveAgain() {
        return untilDeath.getAndSet(Integer.MAX_VALUE) <= 0;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection idle = living.poll();
        Connection connection = idle == null ? real.connect() : idle;
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(isolation);
        }
        return proxy(Connection.class, connection, connection);
    }

    /** Connections that have not died are used again, for making one takes its time. */
    private @Nullable Object giveBack(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
            living.push(connection);
        }
        return null;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private <T> T proxy(Class<T> type, T target, Connection connection) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(target, method, arguments, connection)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments, Connection connection)
            throws Throwable {
        if (target instanceof Connection && method.getName().equals("close")) {
            return giveBack(connection);
        }
        boolean dies = STATEMENTS.contains(method.getName()) && untilDeath.decrementAndGet() == 0;
        if (dies && death == Death.BEFORE) {
            die(connection);
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (dies) {
            die(connection);
        }
        if (result instanceof java.sql.PreparedStatement statement) {
            return proxy(java.sql.PreparedStatement.class, statement, connection);
        }
        return result instanceof java.sql.Statement statement
                        && method.getName().equals("createStatement")
                ? proxy(java.sql.Statement.class, statement, connection)
                : result;
    }

    private static void die(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
        throw new SQLException("the connection died", "08006");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // It logs nothing.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // It never waits.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
