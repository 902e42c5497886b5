package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One Kafka node, broker and controller at once, with every topic of the catalogue. */
public final class Kafka {
    static final String NAME = "kafka";
    private static final Duration TO_START = Duration.ofSeconds(90);

    private final JavaProgram program;
    private final Child child;
    private final String bootstrap;
    private final Path logs;

    private Kafka(JavaProgram program, Child child, String bootstrap, Path logs) {
        this.logs = logs;
        this.program = program;
        this.child = child;
        this.bootstrap = bootstrap;
    }

    static Kafka start(Workplace at, int port, int partitions) {
        Path home = at.home().in("deploy/kafka");
        Path logs = at.data().directory(NAME);
        Map<String, String> values = Map.of(
                "broker.port", String.valueOf(port),
                "controller.port", String.valueOf(at.ports().take("the Kafka controller", 0)),
                "data", logs.toString());
        Path settings = at.data().secret("kafka.properties", Template.fill(home.resolve("server.properties"), values));
        JavaProgram program = new JavaProgram(
                NAME,
                at.home().jars("deploy/kafka"),
                List.of(home.resolve("jvm.args")),
                List.of(),
                "dev.pgsonde.kafka.BrokerMain",
                List.of(settings.toString(), "--with-parent"));
        Child child = at.children().start(program.in(at.data(), at.archive().flags(program), Farewell.KILLED_LAST));
        Kafka kafka = new Kafka(program, child, "127.0.0.1:" + port, logs);
        child.awaitReady(TO_START, () -> !Ports.isFree(port));
        KafkaTopics.create(kafka.bootstrap, partitions);
        return kafka;
    }

    /** Records of long ago would be deleted by their dates before anybody has read them. */
    public void keepEverything() {
        KafkaTopics.keepEverything(bootstrap);
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** Where the partitions of its topics are kept. */
    public Path logs() {
        return logs;
    }

    public long pid() {
        return child.pid();
    }

    Child child() {
        return child;
    }

    ClassArchive.Source classes() {
        return new ClassArchive.Source(program, child);
    }
}
