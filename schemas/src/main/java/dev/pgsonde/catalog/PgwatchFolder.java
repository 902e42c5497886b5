package dev.pgsonde.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Metrics as pgwatch 2 lays them out: a folder for each, within it one for each version, within that the SQL. */
final class PgwatchFolder {
    /** Files of SQL, and for which servers each of them is. */
    private static final Map<String, String> NODE_STATUS =
            Map.of("metric.sql", "", "metric_master.sql", "primary", "metric_standby.sql", "standby");

    private PgwatchFolder() {}

    static boolean isMetric(Path path) {
        return Files.isDirectory(path) && !versions(path).isEmpty();
    }

    static UserDocument.Definitions read(Path directory, List<Path> folders) {
        List<PgwatchMetric> metrics = new ArrayList<>();
        for (Path folder : folders) {
            List<PgwatchMetric> found = new ArrayList<>();
            for (String file : List.of("metric.sql", "metric_master.sql", "metric_standby.sql")) {
                ObjectNode sqls = sqls(folder, file);
                if (!sqls.isEmpty()) {
                    String name = UserFiles.name(folder) + (found.isEmpty() ? "" : "_" + NODE_STATUS.get(file));
                    found.add(new PgwatchMetric(name, body(folder, sqls, NODE_STATUS.getOrDefault(file, ""))));
                }
            }
            metrics.addAll(found);
        }
        return new UserDocument.Definitions(directory.toString(), metrics, Map.of());
    }

    private static List<Path> versions(Path folder) {
        return UserFiles.entries(folder).stream()
                .filter(entry -> UserFiles.name(entry).matches("\\d+(\\.\\d+)?") && Files.isDirectory(entry))
                .filter(version -> NODE_STATUS.keySet().stream().anyMatch(file -> Files.exists(version.resolve(file))))
                .toList();
    }

    private static ObjectNode sqls(Path folder, String file) {
        ObjectNode sqls = JsonNodeFactory.instance.objectNode();
        for (Path version : versions(folder)) {
            Path sql = version.resolve(file);
            if (Files.exists(sql)) {
                sqls.put(UserFiles.name(version), UserFiles.text(sql));
            }
        }
        return sqls;
    }

    /** The same keys as in one file of definitions. */
    private static ObjectNode body(Path folder, ObjectNode sqls, String nodeStatus) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        PgwatchMetric.each(beside(folder, "metric_attrs.yaml"), body::set);
        JsonNode columns = beside(folder, "column_attrs.yaml");
        if (columns.path("prometheus_all_gauge_columns").asBoolean()) {
            body.putArray("gauges").add("*");
        } else if (columns.has("prometheus_gauge_columns")) {
            body.set("gauges", columns.path("prometheus_gauge_columns"));
        }
        body.set("sqls", sqls);
        body.put("node_status", nodeStatus);
        return body;
    }

    private static JsonNode beside(Path folder, String file) {
        Path path = folder.resolve(file);
        return Files.exists(path) ? UserFiles.tree(path, UserFiles.text(path)) : JsonNodeFactory.instance.missingNode();
    }
}
