package dev.pgsonde.local.stack;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.stack.Program.Farewell;
import java.nio.file.Path;

/** A real Kafka with every topic, and deliverers that can be started and killed one by one. */
public final class DeliverTrial implements AutoCloseable {
    private static final int HEAP_MB = 96;

    private final Stack stack = Stack.starting(
            TestSurroundings.of(new ToldProgress()),
            DataDirectory.create(null, Path.of("/tmp")),
            StackPlan.with().withoutDruid());

    public KafkaAccess access() {
        return stack.kafka().access();
    }

    public Path clientConfig() {
        return stack.kafka().clientConfig();
    }

    public Pipeline pipeline() {
        return Pipeline.at(access());
    }

    /** A deliverer that nobody starts again; {@code name} may be used once. */
    public Child deliverer(String name, String config) {
        return stack.startOnce(new PipelineProcess(
                name, "streams", "dev.pgsonde.deliver.DeliverMain", HEAP_MB, config, Farewell.ASKED_FIRST));
    }

    @Override
    public void close() {
        stack.close();
    }
}
