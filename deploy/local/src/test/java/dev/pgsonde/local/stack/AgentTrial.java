package dev.pgsonde.local.stack;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.stack.Program.Farewell;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** A real Kafka, real PostgreSQL servers, and agents that can be started and killed one by one. */
public final class AgentTrial implements AutoCloseable {
    public static final String SOURCE = "trial";
    private static final Duration BRIEF = Duration.ofMillis(200);
    private static final int HEAP_MB = 128;
    private static final int DELIVERER_MB = 96;

    private final Stack stack;
    private final Topics topics = Topics.standard();
    private final MortalBroker broker;

    private AgentTrial(Stack stack) {
        this.stack = stack;
        this.broker = new MortalBroker(stack.kafka(), stack.workplace());
    }

    public static AgentTrial on(PostgresPlan... postgres) {
        return new AgentTrial(Stack.starting(
                TestSurroundings.of(new ToldProgress()),
                DataDirectory.create(null, Path.of("/tmp")),
                StackPlan.with(postgres).withoutDruid()));
    }

    public static AgentTrial on(int major, Map<String, String> settings) {
        return on(PostgresPlan.of(major, settings));
    }

    public Postgres postgres() {
        return stack.postgres().get(0);
    }

    /** The trial's servers, to be killed and frozen. */
    public Trouble trouble() {
        return new Trouble(stack);
    }

    public List<Postgres> servers() {
        return stack.postgres();
    }

    public KafkaAccess access() {
        return stack.kafka().access();
    }

    /** Kafka is away from now on. */
    public void killBroker() {
        broker.kill();
    }

    public void bringBrokerBack() {
        broker.comeBack();
    }

    /** A port that nobody has. */
    public int port() {
        return stack.port("an agent", 0);
    }

    public DataDirectory data() {
        return stack.data();
    }

    public void run(String database, String... sql) throws SQLException {
        try (Connection connection = postgres().connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    /** The beginning of a configuration: who looks at what, every second. */
    public String config(String source, String jdbcUrl, String user, String password) {
        return """
            source: %s
            postgres:
              url: %s
              user: %s
              password: "%s"
            kafka: %s
            every: 1s
            """.formatted(source, jdbcUrl, user, password, access().yaml());
    }

    /** The superuser looks at {@code database}. */
    public String config(String database) {
        return config(
                SOURCE,
                postgres().jdbcUrl(database),
                Postgres.SUPERUSER,
                postgres().password());
    }

    /** An agent that nobody starts again. */
    public Child agent(String name, String config) {
        PipelineProcess process = new PipelineProcess(
                name, "collectors", "dev.pgsonde.collect.CollectorMain", HEAP_MB, config, Farewell.ASKED_FIRST);
        return stack.startOnce(process);
    }

    /** An agent with a JVM of the test's own making. */
    public Child agent(String name, String config, List<String> flags) {
        return java(name, config, flags, List.of());
    }

    /** One agent that watches several servers. */
    public Child agents(String name, List<String> configs) {
        List<String> files = new ArrayList<>();
        for (String config : configs) {
            files.add("--config");
            files.add(data().secret(name + "-" + files.size() + ".yaml", config).toString());
        }
        return java(name, "", List.of(), files);
    }

    /** The topology, with windows of that length and what else shapes its answers. */
    public void streams(Duration window, String shape) {
        stack.start(new StreamsPlan(window, shape));
    }

    /** The topology, which nobody starts again. */
    public Child streamsOnce(Duration window) {
        return stack.startOnce(new StreamsPlan(window).process(access(), data()));
    }

    /** The topology, which nobody starts again, with windows of that length and what else shapes its answers. */
    public Child streamsOnce(Duration window, String shape) {
        return stack.startOnce(new StreamsPlan(window, shape).process(access(), data()));
    }

    /** A deliverer that nobody starts again. */
    public Child deliverer(String name, String config) {
        return stack.startOnce(new PipelineProcess(
                name, "streams", "dev.pgsonde.deliver.DeliverMain", DELIVERER_MB, config, Farewell.ASKED_FIRST));
    }

    /** One of the agent's commands; it ends by itself. */
    public Child command(String name, String config, String... command) {
        return java(name, config, List.of(), List.of(command));
    }

    private Child java(String name, String config, List<String> flags, List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        if (!config.isEmpty()) {
            arguments.addAll(
                    List.of("--config", data().secret(name + ".yaml", config).toString()));
        }
        JavaProgram program = new JavaProgram(
                name,
                TestSurroundings.of(new ToldProgress()).home().jars("collectors"),
                List.of(),
                List.of("-Xmx" + HEAP_MB + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                "dev.pgsonde.collect.CollectorMain",
                arguments);
        List<String> line = program.in(data(), flags, Farewell.ASKED_FIRST).command();
        return stack.start(new Tool(name, line, Map.of()));
    }

    /** A free port of this machine. */
    public int port(String what) {
        return stack.port(what, 0);
    }

    Kafka kafka() {
        return stack.kafka();
    }

    public Listener<Observation> samples() {
        return new Listener<>(topics.samples());
    }

    public Listener<Report> reports() {
        return new Listener<>(topics.agents());
    }

    public <V> Listener<V> listener(Topic<V> topic) {
        return new Listener<>(topic);
    }

    /** What the topic holds, from its beginning, as bytes. */
    public Consumer<Bytes, Bytes> reader(Topic<?> topic) {
        Consumer<Bytes, Bytes> reader = Pipeline.at(access()).consumer();
        List<TopicPartition> partitions = reader.partitionsFor(topic.name()).stream()
                .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    public Topics topics() {
        return topics;
    }

    @Override
    public void close() {
        stack.close();
    }

    /** Reads a topic from its beginning, record by record, as it grows. */
    public final class Listener<V> implements AutoCloseable {
        private final Consumer<Bytes, Bytes> consumer;
        private final WireFormat<V> format;
        private final List<V> heard = new ArrayList<>();
        private int given;

        private Listener(Topic<V> topic) {
            format = WireFormat.of(topic, new SingleObjectFraming(topics));
            consumer = reader(topic);
        }

        /** All that has been heard so far, after a brief wait for more. */
        public List<V> heard() {
            for (ConsumerRecord<Bytes, Bytes> record : consumer.poll(BRIEF)) {
                try {
                    heard.add(format.read(record.value().get()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return List.copyOf(heard);
        }

        /** What has come since this was asked for last. */
        public List<V> next() {
            List<V> all = heard();
            List<V> next = all.subList(given, all.size());
            given = all.size();
            return next;
        }

        /** All that the topic holds by now. */
        public List<V> all() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            List<V> all = heard();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                all = heard();
            }
            return all;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
