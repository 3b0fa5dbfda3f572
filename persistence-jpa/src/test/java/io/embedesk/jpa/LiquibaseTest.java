package io.embedesk.jpa;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host whose migrations are Liquibase's includes our changelog. */
class LiquibaseTest {
    @ParameterizedTest
    @EnumSource(Database.class)
    void makesTheTables(Database database) throws Exception {
        String url = database.url("liquibase");
        for (int time = 0; time < 2; time++) {
            try (Connection connection = database.connect(url);
                    Liquibase liquibase = new Liquibase(
                            "META-INF/embedesk/db/changelog.xml",
                            new ClassLoaderResourceAccessor(JpaSchema.class.getClassLoader()),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
                liquibase.update();
            }
        }
        try (EntityManagerFactory factory = database.factory(url)) {
            JpaSchema.verify(JpaUnitOfWork.resourceLocal(factory));
        }
    }
}
