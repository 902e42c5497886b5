package dev.pgsonde.local.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.local.deliver.FakeReceiver.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a webhook was notified of. */
record Notified(FakeReceiver receiver) {
    /** One transition: of which metric, in which stage. */
    record Transition(String key, String metric, String severity, String stage, String summary) {
        static Transition of(Request request) {
            JsonNode body = request.json();
            JsonNode alert = body.path("alert");
            return new Transition(
                    body.path("key").asText(),
                    alert.path("metric").asText(),
                    alert.path("severity").asText(),
                    alert.path("stage").asText(),
                    alert.path("summary").asText());
        }
    }

    /** Each once, however often it came: two instances give one key to what they may say in different words. */
    List<Transition> all() {
        Map<String, Transition> byKey = new LinkedHashMap<>();
        receiver.taken().stream().map(Transition::of).forEach(each -> byKey.putIfAbsent(each.key(), each));
        return List.copyOf(byKey.values());
    }

    List<Transition> of(String metric, String stage) {
        return all().stream()
                .filter(each -> each.metric().equals(metric) && each.stage().equals(stage))
                .toList();
    }

    /** The metrics of pages, in the order in which they began. */
    List<String> pages() {
        return all().stream()
                .filter(each -> each.severity().equals("PAGE") && each.stage().equals("FIRING"))
                .map(Transition::metric)
                .toList();
    }
}
