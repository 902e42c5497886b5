package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A transition of an alert as a CloudEvent 1.0 in Kafka's binary mode: its attributes are the record's headers. */
final class CloudEvent {
    private CloudEvent() {}

    /** All of it follows from the alert, so that a replay gives the same. */
    static Headers headers(Alert alert) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", alert.key());
        add(headers, "ce_source", "/pgsonde/" + encoded(alert.source()));
        add(headers, "ce_type", "dev.pgsonde.alert." + alert.stage().name().toLowerCase(Locale.ROOT));
        add(headers, "ce_time", alert.changedAt().toString());
        add(headers, "ce_subject", alert.metric() + "/" + alert.subject());
        add(headers, "content-type", "application/avro");
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String source) {
        return URLEncoder.encode(source, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
