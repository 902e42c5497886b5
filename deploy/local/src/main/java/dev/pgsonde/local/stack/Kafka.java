package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One Kafka node, broker and controller at once, with every topic of the catalogue, for those who have its password. */
public final class Kafka {
    static final String NAME = "kafka";
    private static final Duration TO_START = Duration.ofSeconds(90);

    private final JavaProgram program;
    private final Child child;
    private final KafkaAccess access;
    private final Path logs;
    private final Path clientConfig;
    private final Path kcatConfig;

    private Kafka(JavaProgram program, Child child, KafkaAccess access, DataDirectory data) {
        this.program = program;
        this.child = child;
        this.access = access;
        this.logs = data.directory(NAME);
        this.clientConfig = data.secret("client.properties", access.properties());
        this.kcatConfig = data.secret("kcat.conf", access.kcat());
    }

    static Kafka start(Workplace at, KafkaAccess access, int partitions) {
        Path home = at.home().in("deploy/kafka");
        Map<String, String> values = Map.of(
                "broker.port", String.valueOf(access.port()),
                "controller.port", String.valueOf(at.ports().take("the Kafka controller", 0)),
                "data", at.data().directory(NAME).toString(),
                "client.password", Objects.requireNonNull(access.password()),
                "controller.password", RandomPassword.make());
        Path settings = at.data().secret("kafka.properties", Template.fill(home.resolve("server.properties"), values));
        JavaProgram program = new JavaProgram(
                NAME,
                at.home().jars("deploy/kafka"),
                List.of(home.resolve("jvm.args")),
                List.of(),
                "dev.pgsonde.kafka.BrokerMain",
                List.of(settings.toString(), "--with-parent"));
        Child child = at.children().start(program.in(at.data(), at.archive().flags(program), Farewell.KILLED_LAST));
        child.awaitReady(TO_START, () -> !Ports.isFree(access.port()));
        KafkaTopics.create(access, partitions);
        return new Kafka(program, child, access, at.data());
    }

    /** Records of long ago would be deleted by their dates before anybody has read them. */
    public void keepEverything() {
        KafkaTopics.keepEverything(access);
    }

    /** Where it is, and how to log in. */
    public KafkaAccess access() {
        return access;
    }

    /** The same in a file that only we can read, as Kafka's own tools take it. */
    public Path clientConfig() {
        return clientConfig;
    }

    /** The same for kcat. */
    public Path kcatConfig() {
        return kcatConfig;
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
