package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.RunFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pipeline is meant: without a word, the only one that this user has running here. */
final class PipelineOptions {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Where the pipeline's Kafka is.")
    private @Nullable String bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client properties for that: TLS, SASL, as Kafka's own tools take them.")
    private @Nullable Path clientConfig;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "Where its schema registry is, if it has one. The client properties may name it too, and its"
                    + " login: schema.registry.url, .username, .password, .token, .ca.")
    private @Nullable String schemaRegistry;

    Pipeline pipeline(Map<String, String> environment) {
        String address =
                bootstrap == null ? RunFile.onlyOne(RunFile.folder(environment)).bootstrap() : bootstrap;
        Pipeline pipeline = clientConfig == null ? Pipeline.at(address) : Pipeline.at(address, clientConfig);
        return schemaRegistry == null ? pipeline : pipeline.withRegistry(schemaRegistry);
    }
}
