package dev.pgsonde.deliver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's API v2: labels say which alert it is, annotations what is known of it. What fires ends by itself at
 * {@code expires} from now unless it is sent again before.
 */
record Alertmanager(URI address, Map<String, String> headers, Duration expires) implements Format {
    Alertmanager {
        headers = Map.copyOf(headers);
    }

    @Override
    public Optional<Message> message(Alert alert, Instant now) {
        return Optional.of(message(List.of(alert), now));
    }

    Message message(List<Alert> alerts, Instant now) {
        ArrayNode body = Json.object().arrayNode();
        alerts.forEach(alert -> body.add(postable(alert, now)));
        return new Message(address, headers, Json.text(body));
    }

    private ObjectNode postable(Alert alert, Instant now) {
        ObjectNode node = Json.object();
        node.set("labels", labels(alert));
        node.set("annotations", annotations(alert));
        return node.put("startsAt", alert.onset().toString())
                .put("endsAt", endsAt(alert, now).toString());
    }

    /** An end that lies ahead, by a clock other than ours, would be no end yet; one before the start is refused. */
    private Instant endsAt(Alert alert, Instant now) {
        if (alert.state() == AlertState.FIRING || alert.endedAt() == null) {
            return later(now, alert.onset()).plus(expires);
        }
        Instant ended = alert.endedAt().isBefore(now) ? alert.endedAt() : now;
        return later(ended, alert.onset());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The same for all of its life: with other labels it would be another alert. */
    private static ObjectNode labels(Alert alert) {
        return Json.object()
                .put("alertname", alert.metric())
                .put("source", alert.source())
                .put("subject_kind", alert.subjectKind())
                .put("subject", alert.subject())
                .put("direction", alert.direction().name().toLowerCase(Locale.ROOT))
                .put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
    }

    private static ObjectNode annotations(Alert alert) {
        ObjectNode node = Json.object()
                .put("summary", alert.summary())
                .put("alert_id", alert.id())
                .put("sequence", String.valueOf(alert.sequence()))
                .put("stage", alert.stage().name().toLowerCase(Locale.ROOT))
                .put("unit", alert.unit())
                .put("baseline", String.valueOf(alert.baseline()))
                .put("now", String.valueOf(alert.now()))
                .put("ratio", String.valueOf(alert.ratio()))
                .put("detected_at", alert.detectedAt().toString())
                .put("cause", alert.cause())
                .put("druid_query", alert.druidQuery());
        putKnown(node, "remedy", alert.remedy());
        putKnown(node, "run", alert.run());
        putKnown(node, "acknowledged_by", alert.author());
        putKnown(node, "note", alert.note());
        return node;
    }

    /** Annotations are texts; one that is missing is left out. */
    private static void putKnown(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
