package io.embedesk.examples.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Hears what the store says to the database, while it is asked to listen. */
final class Statements implements QueryExecutionListener {
    private final List<QueryInfo> heard = new ArrayList<>();

    DataSource listenTo(DataSource real) {
        return ProxyDataSourceBuilder.create(real).listener(this).build();
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        heard.addAll(queries);
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        // What matters is what was asked.
    }

    List<QueryInfo> during(Runnable work) {
        heard.clear();
        work.run();
        return List.copyOf(heard);
    }

    /** The plan of a statement with the values that it had. */
    static String plan(Connection connection, String explain, QueryInfo query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(explain + query.getQuery())) {
            for (ParameterSetOperation set : query.getParametersList().get(0)) {
                set.getMethod().invoke(statement, set.getArgs());
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery()) {
                int columns = lines.getMetaData().getColumnCount();
                while (lines.next()) {
                    for (int i = 1; i <= columns; i++) {
                        plan.append(i == 1 ? "" : " | ").append(lines.getString(i));
                    }
                    plan.append('\n');
                }
            }
            return plan.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
