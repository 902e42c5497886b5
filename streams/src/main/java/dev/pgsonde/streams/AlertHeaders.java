package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.CloudEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The attributes of a transition as Kafka's headers. */
final class AlertHeaders {
    private AlertHeaders() {}

    static Headers of(Alert alert) {
        Headers headers = new RecordHeaders();
        CloudEvent.headers(alert).forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
