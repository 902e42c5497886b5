package dev.pgsonde.local.stack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsonde.process.UserError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Kafka and PostgreSQL out of the images that most people run. Druid comes from its jars here too: its image would need
 * a container for each service, and Kafka's address inside their network.
 */
final class TestcontainersServers implements PipelineServers {
    private static final String KAFKA = "apache/kafka:4.3.1";
    private static final Duration TO_STOP = Duration.ofSeconds(3);

    private final KafkaContainer kafka = new KafkaContainer(KAFKA);
    private final PostgreSQLContainer postgres;
    private final Workplace at;
    private final Druid druid;
    private final CompletableFuture<UserError> failure = new CompletableFuture<>();
    private int collectors;

    TestcontainersServers(PostgresPlan plan) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "pgsonde.servers=testcontainers needs a Docker engine, and there is none");
        postgres = new PostgreSQLContainer("postgres:" + plan.major());
        postgres.setCommand(command(plan.settings()));
        Surroundings world = TestSurroundings.of(new ToldProgress());
        at = new Workplace(
                world.home(),
                DataDirectory.create(null, Path.of("/tmp")),
                new Ports(new Random()),
                new Children(),
                new ClassArchive(world.home()));
        kafka.start();
        postgres.start();
        KafkaTopics.create(access(), 2);
        druid = Druid.start(at, at.ports().take("Druid", 0), access());
        druid.ingestAll();
    }

    private static String[] command(Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command.toArray(String[]::new);
    }

    @Override
    public KafkaAccess access() {
        return KafkaAccess.open(kafka.getBootstrapServers());
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), postgres.getUsername(), postgres.getPassword());
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/" + database;
    }

    @Override
    public Druid druid() {
        return druid;
    }

    @Override
    public Revived start(StreamsPlan streams) {
        return start(streams.process(access(), at.data()));
    }

    @Override
    public Revived start(CollectorPlan collector) {
        collectors++;
        return start(collector.process(access(), at.data(), "collector-" + collectors));
    }

    private Revived start(PipelineProcess process) {
        return Revived.start(at.children(), process.program(at), new ToldProgress(), failure::complete);
    }

    @Override
    public void check() {
        UserError dead = failure.getNow(null);
        if (dead != null) {
            throw dead;
        }
    }

    @Override
    public void close() {
        at.children().stopAll(TO_STOP);
        at.data().delete();
        postgres.stop();
        kafka.stop();
    }
}
