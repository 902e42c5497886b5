package dev.pgsonde.local.stack;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that starts a stack. */
public final class StackOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where to keep everything while it runs; must be empty or absent, and is left so again."
                    + " By default a new directory under the system's one for temporary files.")
    private @Nullable Path data;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Where Kafka listens. By default, as for the others, any free port.")
    private int kafkaPort;

    @Option(names = "--druid-port", paramLabel = "PORT", description = "Where Druid takes queries.")
    private int druidPort;

    public DataDirectory dataDirectory() {
        return DataDirectory.create(data, Path.of(System.getProperty("java.io.tmpdir")));
    }

    public StackPlan on(StackPlan plan) {
        return plan.onPorts(kafkaPort, druidPort);
    }
}
