package dev.pgsonde.druid.avro;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.druid.java.util.common.parsers.ParseException;
import org.jspecify.annotations.Nullable;

/** Every message begins with a zero byte and the four bytes of the number its schema has in a Confluent registry. */
final class SchemaRegistryDecoder implements AvroBytesDecoder {
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    @JsonCreator
    SchemaRegistryDecoder(@JsonProperty("url") String url) {
        this.url = url;
    }

    @JsonProperty("url")
    public String url() {
        return url;
    }

    @Override
    public GenericRecord decode(byte[] message) {
        if (message.length < HEADER_BYTES || message[0] != 0) {
            throw new ParseException(null, "no schema number in front of %d bytes", message.length);
        }
        int number = ByteBuffer.wrap(message).getInt(1);
        return BinaryRecord.read(schemas.computeIfAbsent(number, this::fetch), message, HEADER_BYTES);
    }

    /** Fails the task, not the message: the registry may be back when the task is tried again. */
    private Schema fetch(int number) {
        URI uri = URI.create(url + "/schemas/ids/" + number);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(uri + " answered " + response.statusCode());
            }
            String schema = mapper.readTree(response.body()).get("schema").asText();
            return new Schema.Parser().parse(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while asking " + uri));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaRegistryDecoder that && url.equals(that.url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }
}
