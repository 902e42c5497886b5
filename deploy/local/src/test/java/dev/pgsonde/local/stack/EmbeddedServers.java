package dev.pgsonde.local.stack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The servers as the command starts them: children of this process, out of jars. */
final class EmbeddedServers implements PipelineServers {
    private final Stack stack;

    EmbeddedServers(PostgresPlan postgres) {
        stack = Stack.starting(
                TestSurroundings.of(new ToldProgress()),
                DataDirectory.create(null, Path.of("/tmp")),
                StackPlan.with(postgres));
    }

    @Override
    public KafkaAccess access() {
        return stack.kafka().access();
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return postgres().connect(database);
    }

    @Override
    public String jdbcUrl(String database) {
        return postgres().jdbcUrl(database);
    }

    private Postgres postgres() {
        return stack.postgres().get(0);
    }

    @Override
    public Druid druid() {
        return stack.druid();
    }

    @Override
    public Revived start(StreamsPlan streams) {
        return stack.start(streams);
    }

    @Override
    public Revived start(CollectorPlan collector) {
        return stack.start(collector);
    }

    @Override
    public void check() {
        stack.check();
    }

    @Override
    public void close() {
        stack.close();
    }
}
