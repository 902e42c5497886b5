package dev.pgsonde.prove.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.druid.DruidAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Has Druid read files of rows into a table, a segment for each day, as compaction leaves them. */
record DruidLoad(DruidAdmin druid, Path directory, Duration patience) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Of the heap a third; what has to be merged later is less with more. */
    private static final int NUMBERS_IN_MEMORY = 12_000_000;

    private static final String TASK = """
            {"type": "index_parallel", "spec": {
              "ioConfig": {"type": "index_parallel", "appendToExisting": false,
                "inputSource": {"type": "local", "filter": "*.tsv"},
                "inputFormat": {"type": "tsv", "findColumnsFromHeader": false}},
              "tuningConfig": {"type": "index_parallel", "maxNumConcurrentSubTasks": 2,
                "maxColumnsToMerge": 2500,
                "indexSpecForIntermediatePersists": {"dimensionCompression": "uncompressed", "metricCompression": "none"},
                "splitHintSpec": {"type": "maxSize", "maxNumFiles": 1},
                "partitionsSpec": {"type": "dynamic", "maxRowsPerSegment": 5000000}}}}
            """;

    private static final String TALL = """
            {"dataSource": "tall", "timestampSpec": {"column": "start", "format": "millis"},
             "dimensionsSpec": {"dimensions": ["source", "subject_kind", "subject", "metric", {"type": "long", "name": "end"}]},
             "metricsSpec": [
               {"type": "longSum", "name": "total", "fieldName": "total"},
               {"type": "longSum", "name": "covered_ms", "fieldName": "covered_ms"},
               {"type": "longSum", "name": "samples", "fieldName": "samples"}],
             "granularitySpec": {"segmentGranularity": "day", "queryGranularity": "none", "rollup": false}}
            """;

    /** As the table's supervisor spec says, in {@code specs}. */
    void wide(Facts facts, Path specs) throws IOException {
        JsonNode spec = JSON.readTree(Files.readString(specs.resolve(facts.table() + ".json")));
        ObjectNode schema = (ObjectNode) spec.at("/spec/dataSchema");
        schema.remove("transformSpec");
        JsonNode packed = spec.at("/spec/tuningConfig/indexSpec");
        load(facts.table(), schema, WideRows.columns(facts), packed);
    }

    /** As it was before there were wide tables. */
    void tall() throws IOException {
        load(WideRows.TALL, (ObjectNode) JSON.readTree(TALL), WideRows.TALL_COLUMNS, JSON.createObjectNode());
    }

    void alerts() throws IOException {
        load(Alerts.TABLE, Alerts.schema(JSON.createObjectNode()), Alerts.COLUMNS, JSON.createObjectNode());
    }

    private void load(String table, ObjectNode schema, List<String> columns, JsonNode packed) throws IOException {
        ((ObjectNode) schema.get("granularitySpec")).put("segmentGranularity", "day");
        String id = "load_" + table + "_" + UUID.randomUUID();
        ObjectNode task = ((ObjectNode) JSON.readTree(TASK)).put("id", id);
        ObjectNode spec = (ObjectNode) task.get("spec");
        spec.set("dataSchema", schema);
        ((ObjectNode) spec.at("/ioConfig/inputSource"))
                .put("baseDir", directory.resolve(table).toString());
        spec.withArray("/ioConfig/inputFormat/columns").removeAll();
        columns.forEach(spec.withArray("/ioConfig/inputFormat/columns")::add);
        ((ObjectNode) spec.get("tuningConfig"))
                .put("maxRowsInMemory", NUMBERS_IN_MEMORY / columns.size())
                .set("indexSpec", packed);
        druid.post("indexer/v1/task", task.toString(), "to load " + table);
        Awaitility.await("loading " + table)
                .atMost(patience)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> !state(id).equals("RUNNING"));
        if (!state(id).equals("SUCCESS")) {
            throw new AssertionError("loading " + table + ": "
                    + druid.get("indexer/v1/task/" + id + "/status").at("/status/errorMsg"));
        }
    }

    private String state(String task) {
        return druid.get("indexer/v1/task/" + task + "/status")
                .at("/status/status")
                .asText();
    }
}
