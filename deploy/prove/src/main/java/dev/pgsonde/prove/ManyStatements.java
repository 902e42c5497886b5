package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.workload.Crew;
import dev.pgsonde.local.workload.Playground;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A load of several applications that read, write, join and sort. */
final class ManyStatements implements Load {
    private static final double PER_SECOND = 40;

    private final List<Crew> crews = new ArrayList<>();

    static ManyStatements of(Postgres server) throws SQLException {
        try (Connection owner = server.connect("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
            Playground.create(owner);
        }
        ManyStatements load = new ManyStatements();
        load.start(server, "editor", Playground.edit());
        load.start(server, "importer", Playground.editMany(20));
        load.start(server, "finder", Playground.findAlias());
        load.start(server, "reporter", Playground.joinAliases());
        load.start(server, "toucher", Playground.touchHot());
        load.start(server, "sorter", Playground.sortMuch());
        return load;
    }

    private void start(Postgres server, String application, Crew.Task task) {
        crews.add(Crew.start(application, () -> server.connect("postgres"), 2, PER_SECOND, task));
    }

    @Override
    public void requireWell() {
        crews.forEach(Crew::requireWell);
    }

    @Override
    public void close() {
        crews.forEach(Crew::close);
    }
}
