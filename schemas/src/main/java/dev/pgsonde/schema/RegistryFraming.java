package dev.pgsonde.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Confluent's framing: a zero, the schema's number in a registry, the record. The one place where this module talks to
 * something, and only when a registry is configured.
 */
public final class RegistryFraming implements Framing {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Schema, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final URI registry;

    public RegistryFraming(URI registry) {
        this.registry = registry.toString().endsWith("/") ? registry : URI.create(registry + "/");
    }

    @Override
    public byte[] frame(String topic, Schema schema) throws IOException {
        Integer number = numbers.get(schema);
        if (number == null) {
            // several records share a topic, so the subject is topic and record (Confluent's TopicRecordNameStrategy)
            String subject = topic + "-" + schema.getFullName();
            String body = json.writeValueAsString(Map.of("schema", schema.toString()));
            number = ask(HttpRequest.newBuilder(registry.resolve("subjects/" + subject + "/versions"))
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .POST(HttpRequest.BodyPublishers.ofString(body)))
                    .path("id")
                    .asInt();
            numbers.put(schema, number);
        }
        return ByteBuffer.allocate(5).put((byte) 0).putInt(number).array();
    }

    @Override
    public Schema writer(ByteBuffer in) throws IOException {
        try {
            if (in.get() != 0) {
                throw new IOException("not in the registry's framing (it would begin with a zero)");
            }
            int number = in.getInt();
            Schema writer = schemas.get(number);
            if (writer == null) {
                JsonNode answer = ask(HttpRequest.newBuilder(registry.resolve("schemas/ids/" + number)));
                writer = new Schema.Parser().parse(answer.path("schema").asText());
                schemas.put(number, writer);
            }
            return writer;
        } catch (BufferUnderflowException e) {
            throw new IOException("too short for a record: " + in.limit() + " bytes", e);
        }
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException {
        HttpRequest question = request.timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the schema registry answered " + answer.statusCode() + " to " + question.method()
                        + " " + question.uri().getPath());
            }
            return json.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the schema registry", e);
        }
    }
}
