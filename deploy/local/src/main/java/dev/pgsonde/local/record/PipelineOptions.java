package dev.pgsonde.local.record;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which pipeline is meant: when nothing is said, the only one that this user has running here. How to log in there is
 * found in its run file, also when its address is given.
 */
public final class PipelineOptions {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Where the pipeline's Kafka is.")
    private @Nullable String bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client properties for that: TLS, SASL, as Kafka's own tools take them. Not needed for"
                    + " what pgsonde demo or pgsonde up has started for you.")
    private @Nullable Path clientConfig;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "Where its schema registry is, if it has one. The client properties may name it too, and its"
                    + " login: schema.registry.url, .username, .password, .token, .ca.")
    private @Nullable String schemaRegistry;

    public Pipeline pipeline(Map<String, String> environment) {
        Pipeline pipeline = kafka(environment);
        return schemaRegistry == null ? pipeline : pipeline.withRegistry(schemaRegistry);
    }

    private Pipeline kafka(Map<String, String> environment) {
        if (clientConfig != null) {
            return bootstrap == null ? Pipeline.at(clientConfig) : Pipeline.at(bootstrap, clientConfig);
        }
        return runFile(environment).map(RunFile::pipeline).orElseGet(() -> Pipeline.at(String.valueOf(bootstrap)));
    }

    /** Of the pipeline that is meant, if it is one of this user's here. */
    Optional<RunFile> runFile(Map<String, String> environment) {
        Path folder = RunFile.folder(environment);
        if (bootstrap != null) {
            return RunFile.at(folder, bootstrap);
        }
        return clientConfig == null ? Optional.of(RunFile.onlyOne(folder)) : Optional.empty();
    }
}
