package dev.pgsonde.deliver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Severity;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** PagerDuty's Events API v2: all transitions of an alert have one dedup_key, so that they are of one incident. */
record PagerDuty(URI address, Map<String, String> headers, String routingKey) implements Format {
    static final URI STANDARD = URI.create("https://events.pagerduty.com/v2/enqueue");
    private static final int LONGEST_SUMMARY = 1024;

    PagerDuty {
        headers = Map.copyOf(headers);
    }

    @Override
    public Optional<Message> message(Transition transition, Instant now) {
        Alert alert = transition.alert();
        return switch (alert.stage()) {
            case FIRING -> Optional.of(trigger(alert));
            case ACKNOWLEDGED -> Optional.of(event("acknowledge", alert));
            case RESOLVED, ACCEPTED -> Optional.of(event("resolve", alert));
            case SILENCED, UNKNOWN -> Optional.empty();
        };
    }

    private Message trigger(Alert alert) {
        ObjectNode payload = Json.object()
                .put("summary", Figures.atMost(LONGEST_SUMMARY, alert.summary()))
                .put("source", alert.source())
                .put("severity", severity(alert.severity()))
                .put("timestamp", alert.detectedAt().toString())
                .put("component", alert.subject())
                .put("group", alert.source())
                .put("class", alert.metric());
        payload.set("custom_details", details(alert));
        ObjectNode event = head("trigger", alert).put("client", "pgsonde");
        event.set("payload", payload);
        return new Message(address, headers, Json.text(event));
    }

    private Message event(String action, Alert alert) {
        return new Message(address, headers, Json.text(head(action, alert)));
    }

    private ObjectNode head(String action, Alert alert) {
        return Json.object()
                .put("routing_key", routingKey)
                .put("event_action", action)
                .put("dedup_key", alert.id());
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case PAGE -> "critical";
            case WARN -> "warning";
            case INFO -> "info";
        };
    }

    private static ObjectNode details(Alert alert) {
        ObjectNode details = Json.object()
                .put("alert_id", alert.id())
                .put("sequence", alert.sequence())
                .put("baseline", Figures.number(alert.baseline()))
                .put("now", Figures.number(alert.now()))
                .put("ratio", Figures.ratio(alert))
                .put("unit", alert.unit())
                .put("onset", alert.onset().toString())
                .put("severity_reason", alert.severityReason())
                .put("cause", alert.cause())
                .put("druid_query", alert.druidQuery());
        if (!alert.causes().isEmpty()) {
            details.put("evidence", alert.causes().get(0).evidence());
        }
        return alert.remedy() == null ? details : details.put("remedy", alert.remedy());
    }
}
