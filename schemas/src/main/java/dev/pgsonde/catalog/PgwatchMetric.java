package dev.pgsonde.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.catalog.View.ViewColumn;
import dev.pgsonde.schema.ColumnKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One metric as pgwatch defines it: its keys are read leniently, as pgwatch itself reads them. */
record PgwatchMetric(String name, JsonNode body) {
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int OLDEST_MAJOR = 13;
    private static final String TAKE_OUT = "give it SQL, or take it out";
    private static final Map<String, String> INSTEAD = Map.of(
            "change_events", "not needed: changed settings, tables and indexes become markers without it",
            "server_log_event_counts", "watch the server's log by other means");
    private static final List<String> WITHOUT_EFFECT =
            List.of("disabled_days", "disabled_times", "extension_version_based_overrides");

    /** What the metric is called where several are stored together. */
    String storageName() {
        String name = text("storage_name").isBlank() ? text("metric_storage_name") : text("storage_name");
        return name.isBlank() ? this.name : name;
    }

    /** Why no version of PostgreSQL can be asked for this, if so. */
    Optional<Unusable> unusable() {
        if (!body.path("sqls").isObject()) {
            return unusable("has no sqls", "write sqls: with the SQL of each version");
        }
        if (role() == null) {
            return unusable("has the node_status " + text("node_status"), "write primary or standby");
        }
        if (sqls().values().stream().anyMatch(sql -> sql.problem().isEmpty())) {
            return Optional.empty();
        }
        Optional<SqlText> written =
                sqls().values().stream().filter(sql -> !sql.isEmpty()).findFirst();
        return written.flatMap(SqlText::problem)
                .map(problem -> new Unusable(name, problem.reason(), problem.whatToDo()))
                .or(this::withoutSql);
    }

    private Optional<Unusable> withoutSql() {
        boolean once = all().values().stream().anyMatch(sql -> !SqlText.of(sql).isEmpty());
        return once
                ? unusable("has SQL only for versions before " + OLDEST_MAJOR, "add SQL for the version that you have")
                : unusable("has no SQL: pgwatch's own program fills it", INSTEAD.getOrDefault(name, TAKE_OUT));
    }

    private Optional<Unusable> unusable(String reason, String whatToDo) {
        return Optional.of(new Unusable(name, reason, whatToDo));
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        sqls().forEach((version, sql) -> {
            if (!sql.isEmpty()) {
                sql.problem()
                        .ifPresent(problem -> remarks.add(new Remark(
                                name, "not sampled from version " + version + " on: " + problem.reason(), "")));
            }
        });
        for (String key : WITHOUT_EFFECT) {
            if (body.has(key)) {
                remarks.add(new Remark(name, key + " has no effect here", ""));
            }
        }
        if (!text("init_sql").isBlank()) {
            remarks.add(new Remark(
                    name,
                    "wants something to be created first, which only you may do; unknown until then",
                    text("init_sql").strip()));
        }
        return remarks;
    }

    /** The view that asks this; only for a metric that is usable. */
    View view(String view, Duration every) {
        return new View(
                view,
                text("description").strip(),
                isInstanceLevel() ? "server" : "database",
                View.OTHER,
                isInstanceLevel() ? View.Scope.SERVER : View.Scope.DATABASE,
                role(),
                every,
                timeout(),
                null,
                sqlOfVersions(),
                gauges(),
                isAllGauges() ? View.Others.READ : View.Others.COUNTED,
                UserCatalog.SEARCH_PATH,
                List.of(),
                null,
                null);
    }

    private boolean isInstanceLevel() {
        return body.path("is_instance_level").asBoolean();
    }

    private Duration timeout() {
        long seconds = body.path("statement_timeout_seconds").asLong();
        return seconds > 0 ? Duration.ofSeconds(seconds) : TIMEOUT;
    }

    private View.@Nullable Role role() {
        return switch (text("node_status")) {
            case "" -> View.Role.ANY;
            case "primary", "master" -> View.Role.PRIMARY;
            case "standby" -> View.Role.STANDBY;
            default -> null;
        };
    }

    /** Where a text cannot be asked, nothing is: an older one is not meant for that version. */
    private Map<Integer, String> sqlOfVersions() {
        Map<Integer, String> sql = new TreeMap<>();
        NavigableMap<Integer, String> all = all();
        sqls().forEach((version, text) ->
                sql.put(version, text.problem().isEmpty() ? withoutEnd(all.getOrDefault(version, "")) : ""));
        return sql;
    }

    private static String withoutEnd(String sql) {
        return sql.strip().replaceFirst("(\\s*;)+$", "");
    }

    /** What applies to some version that we know. */
    private NavigableMap<Integer, SqlText> sqls() {
        NavigableMap<Integer, String> all = all();
        Integer first = all.floorKey(OLDEST_MAJOR);
        NavigableMap<Integer, SqlText> sqls = new TreeMap<>();
        all.tailMap(first == null ? OLDEST_MAJOR : first, true)
                .forEach((version, text) -> sqls.put(version, SqlText.of(text)));
        return sqls;
    }

    private NavigableMap<Integer, String> all() {
        NavigableMap<Double, String> byVersion = new TreeMap<>();
        each(body.path("sqls"), (version, text) -> {
            if (version.matches("\\d{1,4}(\\.\\d{1,4})?")) {
                byVersion.put(Double.valueOf(version), text.asText());
            }
        });
        NavigableMap<Integer, String> byMajor = new TreeMap<>();
        byVersion.forEach((version, text) -> byMajor.put(version.intValue(), text));
        return byMajor;
    }

    private Map<String, ViewColumn> gauges() {
        Map<String, ViewColumn> gauges = new LinkedHashMap<>();
        for (String gauge : gaugeNames()) {
            if (!gauge.equals("*") && !gauge.equals("epoch_ns") && !gauge.startsWith("tag_")) {
                gauges.put(gauge, new ViewColumn(ColumnKind.GAUGE, null, null));
            }
        }
        return gauges;
    }

    private boolean isAllGauges() {
        return gaugeNames().contains("*");
    }

    private List<String> gaugeNames() {
        JsonNode gauges = body.path("gauges");
        List<String> names = new ArrayList<>();
        if (gauges.isTextual()) {
            names.add(gauges.asText());
        }
        gauges.elements().forEachRemaining(gauge -> names.add(gauge.asText()));
        return names;
    }

    private String text(String key) {
        return body.path(key).asText("");
    }

    static void each(JsonNode object, BiConsumer<String, JsonNode> action) {
        object.properties().forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    }
}
