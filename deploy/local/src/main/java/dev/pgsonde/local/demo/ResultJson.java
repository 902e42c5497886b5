package dev.pgsonde.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.View;
import dev.pgsonde.local.record.Json;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A result for programs to read: names in snake case, instants as ISO 8601 in UTC. */
final class ResultJson {
    private ResultJson() {}

    static ObjectNode tree(Result result, Metric metric) {
        ObjectNode tree = Json.object()
                .put("postgres_major", result.plan().postgresMajor())
                .put("window_seconds", result.plan().window().toMillis() / 1000.0)
                .put("calm", result.plan().calm());
        result.alert().ifPresentOrElse(alert -> tree.set("alert", alert(result, alert)), () -> tree.putNull("alert"));
        tree.set("alerts", Json.of(result.alerts()));
        Switch change = result.change();
        tree.set("switch", change == null ? Json.object().nullNode() : Json.of(change));
        result.independent()
                .ifPresentOrElse(
                        ratio -> tree.set("independent", independent(ratio)), () -> tree.putNull("independent"));
        tree.set("readings", Json.of(result.readings()));
        tree.putObject("windows")
                .put("count", result.comparison().topic())
                .put("digest", result.answers().windows().sha256())
                .set("continuity", Json.of(result.continuity()));
        tree.set("druid", druid(result, metric));
        tree.set("digest", result.answers().json());
        return tree.put("restarts", result.restarts())
                .put("memory_mb", result.memoryMb())
                .put("seconds", result.took().toMillis() / 1000.0);
    }

    private static ObjectNode alert(Result result, Alert alert) {
        return ((ObjectNode) Json.of(alert)).put("detection_windows_after_switch", result.windowsAfterSwitch(alert));
    }

    private static ObjectNode independent(WalRatio ratio) {
        ObjectNode node = Json.object().put("ratio", ratio.ratio());
        node.set("before", phase(ratio.before()));
        node.set("after", phase(ratio.after()));
        return node;
    }

    private static ObjectNode phase(WalPhase phase) {
        ObjectNode node = Json.object();
        node.set("from", Json.of(phase.from()));
        node.set("to", Json.of(phase.to()));
        return node.put("bytes", phase.bytes())
                .put("commits", phase.commits())
                .put("full_page_images", phase.fullPageImages())
                .put("bytes_per_commit", phase.bytesPerCommit());
    }

    /** All rows are compared; those of the whole server are shown, with the terms of the metric. */
    private static ObjectNode druid(Result result, Metric metric) {
        ObjectNode node = Json.object()
                .put("rows", result.comparison().druid())
                .put("topic_rows", result.comparison().topic())
                .put("only_on_topic", result.comparison().onlyOnTopic().size())
                .put("only_in_druid", result.comparison().onlyInDruid().size())
                .put("equal", result.comparison().equal());
        Map<Instant, Window> topic = new HashMap<>();
        result.topic().stream()
                .filter(window -> window.grain().equals(View.SERVER))
                .forEach(window -> topic.put(window.start(), window));
        result.druid().stream()
                .filter(row -> row.key().grain().equals(View.SERVER))
                .sorted(Comparator.comparing(row -> row.key().start()))
                .map(row -> window(row, topic.get(row.key().start()), metric))
                .forEach(row -> node.withArray("windows").add(row));
        return node;
    }

    private static ObjectNode window(WindowRow row, @Nullable Window topic, Metric metric) {
        ObjectNode node = Json.object();
        node.set("start", Json.of(row.key().start()));
        Stream.of(metric.numerator(), metric.denominator())
                .flatMap(sum -> sum.terms().stream())
                .map(Sum.Term::name)
                .forEach(term -> {
                    ObjectNode both = node.putObject(term);
                    both.put("druid", row.numbers().get(term));
                    OptionalLong published =
                            topic == null ? OptionalLong.empty() : topic.sums().of(term);
                    both.put("topic", published.isPresent() ? (Long) published.getAsLong() : null);
                });
        return node;
    }
}
