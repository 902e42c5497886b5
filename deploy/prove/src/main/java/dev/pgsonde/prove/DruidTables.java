package dev.pgsonde.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.druid.DruidAdmin;
import dev.pgsonde.local.stack.Druid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Tables that Druid fills from Kafka. */
record DruidTables(DruidAdmin druid, Set<String> tables, Duration patience) {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of windows as they were before, of which no file says how they are compacted. */
    private static final String TUNING = """
            {"partitionsSpec": {"type": "range", "targetRowsPerSegment": 5000000, "assumeGrouped": true,
             "partitionDimensions": ["source"]}}
            """;

    private static final String COMPACTION = """
            {"type": "compact", "granularitySpec": {"segmentGranularity": "DAY"},
             "ioConfig": {"type": "compact", "inputSpec": {"type": "interval", "interval": "2000/2100"}}}
            """;

    record Size(long rows, long bytes) {}

    /** Reads nothing more, and has what was read as segments. */
    void publish() {
        tables.forEach(table -> druid.post("indexer/v1/supervisor/" + table + "/suspend", "", "to be suspended"));
        Awaitility.await("no task of Druid's").atMost(patience).until(() -> !isAtWork());
    }

    boolean isAtWork() {
        for (JsonNode task : druid.get("indexer/v1/tasks?state=running")) {
            if (tables.contains(task.path("dataSource").asText())) {
                return true;
            }
        }
        return false;
    }

    /** All days, at the length of the windows, as the specs in {@code compactions} say. */
    void compact(Druid server, Path compactions) throws Exception {
        for (String table : filled(server)) {
            String id = "compact_" + table + "_" + UUID.randomUUID();
            Path spec = compactions.resolve(table + ".json");
            JsonNode said = Files.exists(spec)
                    ? JSON.readTree(Files.readString(spec)).get("tuningConfig")
                    : JSON.readTree(TUNING);
            ObjectNode tuning = (ObjectNode) said;
            tuning.put("type", "index_parallel")
                    .put("forceGuaranteedRollup", true)
                    .put("maxNumConcurrentSubTasks", 1);
            ObjectNode task = (ObjectNode) JSON.readTree(COMPACTION);
            task.set("tuningConfig", tuning);
            druid.post(
                    "indexer/v1/task",
                    task.put("id", id).put("dataSource", table).toString(),
                    "to compact " + table);
            Awaitility.await("compaction of " + table)
                    .atMost(patience)
                    .pollInterval(BETWEEN_LOOKS)
                    .until(() -> !state(id).equals("RUNNING"));
            if (!state(id).equals("SUCCESS")) {
                throw new AssertionError("compaction of " + table + ": " + state(id));
            }
        }
    }

    private String state(String task) {
        return druid.get("indexer/v1/task/" + task + "/status")
                .at("/status/status")
                .asText();
    }

    /** Of each table, once it has segments of whole days only. */
    Map<String, Size> sizesOfDays(Druid server) throws SQLException {
        Map<String, Size> sizes = new TreeMap<>();
        for (String table : filled(server)) {
            long bytes = Awaitility.await("segments of days of " + table)
                    .atMost(patience)
                    .pollInterval(BETWEEN_LOOKS)
                    .until(() -> bytesOfDays(server, table), size -> size > 0);
            sizes.put(table, new Size(rows(server, table), bytes));
        }
        return sizes;
    }

    /** 0 while there are segments of less. */
    private static long bytesOfDays(Druid server, String table) throws SQLException {
        String query = "SELECT \"size\", \"start\", \"end\" FROM sys.segments WHERE is_active = 1 AND datasource = '"
                + table + "'";
        long bytes = 0;
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                bytes += row.getLong(1);
                Duration length = Duration.between(Instant.parse(row.getString(2)), Instant.parse(row.getString(3)));
                if (length.compareTo(A_DAY) < 0) {
                    return 0;
                }
            }
        }
        return bytes;
    }

    private List<String> filled(Druid server) {
        return tables.stream().sorted().filter(table -> rows(server, table) > 0).toList();
    }

    /** 0 where Druid does not know the table. */
    static long rows(Druid server, String table) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return 0;
        }
    }
}
