package dev.pgsonde.schema;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A transition of an alert as a CloudEvent 1.0 in Kafka's binary mode: its attributes are the record's headers. */
public final class CloudEvent {
    private CloudEvent() {}

    /** All of it follows from the alert, so that a replay gives the same. */
    public static Map<String, String> headers(Alert alert) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", alert.key());
        headers.put("ce_source", "/pgsonde/" + encoded(alert.source()));
        headers.put("ce_type", "dev.pgsonde.alert." + alert.stage().name().toLowerCase(Locale.ROOT));
        headers.put("ce_time", alert.changedAt().toString());
        headers.put("ce_subject", alert.metric() + "/" + alert.subject());
        headers.put("content-type", "application/avro");
        if (!alert.origin().isEmpty()) {
            headers.put("ce_origin", alert.origin());
        }
        return headers;
    }

    private static String encoded(String source) {
        return URLEncoder.encode(source, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
