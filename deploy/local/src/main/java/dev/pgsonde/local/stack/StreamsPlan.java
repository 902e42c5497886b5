package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import java.time.Duration;

/**
 * How to run the topology: how long its windows are, and what else shapes its answers, as lines of its configuration.
 */
public record StreamsPlan(Duration window, String shape) {
    /** The application.id, which is the name of its consumer group too. */
    public static final String GROUP = "pgsonde-streams";

    /** For the largest view of one server: 100 000 rows. */
    private static final int HEAP_MB = 1024;

    public StreamsPlan(Duration window) {
        this(window, "");
    }

    /** The only one on this machine. */
    PipelineProcess process(KafkaAccess kafka, DataDirectory data) {
        return process(kafka, data, "streams");
    }

    /** One of several. It has a name, so that after a kill it gets its work back at once. */
    PipelineProcess process(KafkaAccess kafka, DataDirectory data, String instance) {
        String config =
                """
                application_id: %s
                instance: %s
                kafka: %s
                state: "%s"
                window: %dms
                %s
                """.formatted(GROUP, instance, kafka.yaml(), data.directory(instance), window.toMillis(), shape);
        return new PipelineProcess(
                instance, "streams", "dev.pgsonde.streams.StreamsMain", HEAP_MB, config, Farewell.KILLED_FIRST);
    }
}
