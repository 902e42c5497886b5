package dev.pgsonde.local.stack;

/**
 * The servers that a test of the whole path needs, and the pipeline's own processes upon them. The system property
 * {@code pgsonde.servers} decides whether they come from jars ({@code embedded}, which is what it is when nothing is said)
 * or from images ({@code testcontainers}).
 */
public interface PipelineServers extends PostgresServer, AutoCloseable {
    static PipelineServers start(PostgresPlan postgres) {
        String kind = System.getProperty("pgsonde.servers", "embedded");
        return switch (kind) {
            case "embedded" -> new EmbeddedServers(postgres);
            case "testcontainers" -> new TestcontainersServers(postgres);
            default -> throw new IllegalArgumentException("pgsonde.servers is embedded or testcontainers, not " + kind);
        };
    }

    /** Where Kafka is, and how to log in; it has every topic of the catalogue. */
    KafkaAccess access();

    /** Waits until Druid reads windows and alerts from Kafka. */
    Druid druid();

    Revived start(StreamsPlan streams);

    Revived start(CollectorPlan collector);

    /** Fails when something that cannot be started again has died. */
    void check();

    @Override
    void close();
}
