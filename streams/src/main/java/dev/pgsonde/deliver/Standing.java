package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The alerts that go on, each as it was last told, by partition. */
final class Standing {
    private final Map<TopicPartition, Map<String, Alert>> known = new HashMap<>();

    void put(TopicPartition partition, Alert alert) {
        Map<String, Alert> alerts = known.computeIfAbsent(partition, any -> new LinkedHashMap<>());
        alerts.remove(alert.id());
        if (alert.state() == AlertState.FIRING) {
            alerts.put(alert.id(), alert);
        }
    }

    void forget(TopicPartition partition) {
        known.remove(partition);
    }

    List<Alert> of(TopicPartition partition) {
        return List.copyOf(known.getOrDefault(partition, Map.of()).values());
    }

    @Nullable
    Alert of(TopicPartition partition, String id) {
        return known.getOrDefault(partition, Map.of()).get(id);
    }

    List<Alert> all() {
        List<Alert> all = new ArrayList<>();
        known.values().forEach(alerts -> all.addAll(alerts.values()));
        return all;
    }
}
