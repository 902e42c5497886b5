package dev.pgsonde.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.druid.DruidAdmin;
import dev.pgsonde.local.stack.Druid;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Tables that Druid fills from Kafka. */
record DruidTables(DruidAdmin druid, Set<String> tables, Duration patience) {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The day as one segment of each source, as it is compacted when it is over. */
    private static final String COMPACTION = """
            {"type": "compact", "ioConfig": {"type": "compact", "inputSpec": {"type": "interval", "interval": "2000/2100"}},
             "granularitySpec": {"segmentGranularity": "DAY"},
             "tuningConfig": {"type": "index_parallel", "forceGuaranteedRollup": true, "maxNumConcurrentSubTasks": 1,
               "partitionsSpec": {"type": "range", "targetRowsPerSegment": 5000000, "partitionDimensions": ["source"]}}}
            """;

    /** What the newest segments hold. */
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

    /** All days, at the length of the windows. */
    void compact() throws Exception {
        for (String table : tables) {
            String id = "compact_" + table + "_" + UUID.randomUUID();
            ObjectNode task = (ObjectNode) JSON.readTree(COMPACTION);
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

    /** Once there are segments of whole days only. */
    Size sizeOfDays(Druid server) {
        return Awaitility.await("segments of days")
                .atMost(patience)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> size(server), sizes -> sizes.hours() == 0)
                .size();
    }

    private record Sizes(Size size, long hours) {}

    private Sizes size(Druid server) throws SQLException {
        String names = tables.stream().map(table -> "'" + table + "'").collect(Collectors.joining(", "));
        String query = "SELECT SUM(num_rows), SUM(\"size\"),"
                + " COUNT(*) FILTER (WHERE TIMESTAMPDIFF(HOUR, TIME_PARSE(\"start\"), TIME_PARSE(\"end\")) < 24)"
                + " FROM sys.segments WHERE is_active = 1 AND datasource IN (" + names + ")";
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new Sizes(new Size(row.getLong(1), row.getLong(2)), row.getLong(3));
        }
    }
}
