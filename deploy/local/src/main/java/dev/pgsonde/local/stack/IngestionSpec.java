package dev.pgsonde.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;

/** What Druid is asked to ingest: a spec as it stands in {@code deploy/druid}, for a Kafka where tasks have to log in. */
final class IngestionSpec {
    /** A variable of Druid's environment: what stands in a spec can be read by whoever may read specs. */
    static final String JAAS_VARIABLE = "PGSONDE_KAFKA_JAAS";

    private static final ObjectMapper JSON = new ObjectMapper();

    private IngestionSpec() {}

    static String of(Path file, KafkaAccess kafka) {
        String filled = Template.fill(file, Map.of("kafka.bootstrap.servers", kafka.bootstrap()));
        try {
            JsonNode spec = JSON.readTree(filled);
            if (spec.at("/spec/ioConfig/consumerProperties") instanceof ObjectNode properties) {
                addLogin(kafka.settings(), properties);
            }
            return JSON.writeValueAsString(spec);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no JSON", e);
        }
    }

    private static void addLogin(Map<String, String> settings, ObjectNode properties) {
        settings.forEach((name, value) -> {
            if (!name.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
                properties.put(name, value);
            }
        });
        if (settings.containsKey(SaslConfigs.SASL_JAAS_CONFIG)) {
            ObjectNode provider =
                    properties.putObject("druid.dynamic.config.provider").put("type", "environment");
            provider.putObject("variables").put(SaslConfigs.SASL_JAAS_CONFIG, JAAS_VARIABLE);
        }
    }

    /** What must be in Druid's environment, so that its tasks find it. */
    static Map<String, String> environment(KafkaAccess kafka) {
        String jaas = kafka.settings().get(SaslConfigs.SASL_JAAS_CONFIG);
        return jaas == null ? Map.of() : Map.of(JAAS_VARIABLE, jaas);
    }
}
