package dev.pgsonde.deliver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Alert.Severity;
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
    public Optional<Message> message(Transition transition, Instant now) {
        Alert alert = transition.alert();
        ArrayNode body = Json.object().arrayNode();
        transition.replaced().forEach(severity -> body.add(replaced(alert, severity, now)));
        body.add(postable(alert, now));
        return Optional.of(message(body));
    }

    Message message(List<Alert> alerts, Instant now) {
        ArrayNode body = Json.object().arrayNode();
        alerts.forEach(alert -> body.add(postable(alert, now)));
        return message(body);
    }

    /** An alert that fires for as long as it comes: whoever routes it to a dead man's switch notices when it does not. */
    @Override
    public Optional<Message> heartbeat(Duration every, Instant now) {
        ObjectNode node = Json.object();
        node.putObject("labels").put("alertname", "PgsondeHeartbeat").put("severity", "none");
        node.putObject("annotations").put("summary", "pgsonde delivers alerts; this one fires as long as it does");
        node.put("startsAt", now.toString())
                .put("endsAt", now.plus(every.multipliedBy(3)).toString());
        return Optional.of(message(Json.object().arrayNode().add(node)));
    }

    private Message message(ArrayNode body) {
        return new Message(address, headers, Json.text(body));
    }

    /** Severity is one of the labels that say which alert it is: with another severity, the old one has to end. */
    private ObjectNode replaced(Alert alert, Severity severity, Instant now) {
        ObjectNode node = Json.object();
        node.set("labels", labels(alert, severity));
        node.set("annotations", annotations(alert));
        return node.put("startsAt", alert.onset().toString())
                .put(
                        "endsAt",
                        later(earlier(alert.changedAt(), now), alert.onset()).toString());
    }

    private ObjectNode postable(Alert alert, Instant now) {
        ObjectNode node = Json.object();
        node.set("labels", labels(alert, alert.severity()));
        node.set("annotations", annotations(alert));
        return node.put("startsAt", alert.onset().toString())
                .put("endsAt", endsAt(alert, now).toString());
    }

    /** An end that lies ahead, by a clock other than ours, would be no end yet; one before the start is refused. */
    private Instant endsAt(Alert alert, Instant now) {
        if (alert.state() == AlertState.FIRING || alert.endedAt() == null) {
            return later(now, alert.onset()).plus(expires);
        }
        return later(earlier(alert.endedAt(), now), alert.onset());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The same as long as its severity is: with other labels it would be another alert. */
    private static ObjectNode labels(Alert alert, Severity severity) {
        return Json.object()
                .put("alertname", alert.metric())
                .put("source", alert.source())
                .put("subject_kind", alert.subjectKind())
                .put("subject", alert.subject())
                .put("direction", alert.direction().name().toLowerCase(Locale.ROOT))
                .put("severity", severity.name().toLowerCase(Locale.ROOT));
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
                .put("severity_reason", alert.severityReason())
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
