package dev.pgsonde.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Schemas;
import dev.pgsonde.schema.Window;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Druid must be told to take windows in and to compact them: for each grain a table, whose columns are those of the
 * catalogue's views.
 */
public final class DruidSpecs {
    /** How coarse the rows of old days become. */
    public static final String COARSE = "HOUR";

    /** As Druid reckons them: rows of many columns take twice that, and again while they are written. */
    private static final int BYTES_IN_MEMORY = 20_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUMS = "sums";
    private static final String LARGEST = "largest";
    private static final String LABELS = "labels";

    private final Catalog catalog;

    public DruidSpecs(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The tables' names and their supervisors, each as a file that people can read. */
    public Map<String, String> supervisors() {
        Map<String, String> specs = new TreeMap<>();
        for (String grain : grains()) {
            specs.put(DruidSql.PREFIX + grain, text(supervisor(table(grain))));
        }
        return specs;
    }

    /** What the coordinator must be told to compact a table's days once they are over, each as a file that people can read. */
    public Map<String, String> compactions() {
        Map<String, String> specs = new TreeMap<>();
        for (String grain : grains()) {
            specs.put(DruidSql.PREFIX + grain, text(compaction(table(grain))));
        }
        return specs;
    }

    /** The tables of which old days are made coarser: not those whose rows cannot be added up. */
    public List<String> coarsened() {
        return grains().stream()
                .filter(grain -> table(grain).isTyped())
                .map(grain -> DruidSql.PREFIX + grain)
                .toList();
    }

    /** The task, called {@code id}, that makes one row an hour of a day's windows; the columns that rows have stay apart. */
    public String coarsening(String table, LocalDate day, String id) {
        Table of = table(table.substring(DruidSql.PREFIX.length()));
        ObjectNode settings = compaction(of);
        ObjectNode task =
                JSON.createObjectNode().put("type", "compact").put("id", id).put("dataSource", table);
        task.putObject("ioConfig")
                .put("type", "compact")
                .putObject("inputSpec")
                .put("type", "interval")
                .put("interval", day + "/" + day.plusDays(1));
        task.putObject("granularitySpec")
                .put("segmentGranularity", "DAY")
                .put("queryGranularity", COARSE)
                .put("rollup", true);
        task.set("dimensionsSpec", dimensions(of));
        task.set("metricsSpec", settings.get("metricsSpec"));
        ObjectNode tuning = (ObjectNode) settings.get("tuningConfig");
        task.set("tuningConfig", tuning.put("type", "index_parallel").put("forceGuaranteedRollup", true));
        task.putObject("context").put("storeCompactionState", true); // by which it is told from finer segments
        return text(task);
    }

    private Set<String> grains() {
        Set<String> grains = new LinkedHashSet<>();
        grains.add(View.SERVER);
        catalog.views().stream().map(View::grain).forEach(grains::add);
        grains.add(View.OTHER);
        return grains;
    }

    /** What a table's rows have: labels, sums and largest readings, by their names in Druid. */
    private record Table(String grain, Set<String> labels, Set<String> sums, Set<String> largest) {
        boolean isTyped() {
            return !grain.equals(View.OTHER);
        }
    }

    private Table table(String grain) {
        Table table = new Table(grain, new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        if (grain.equals(View.SERVER)) {
            catalog.serverTerms().forEach(term -> table.sums().add(term.name()));
        } else if (table.isTyped()) {
            catalog.views().stream().filter(view -> view.grain().equals(grain)).forEach(view -> add(table, view));
        }
        return table;
    }

    private static void add(Table table, View view) {
        table.labels().addAll(view.labels());
        if (view.view().equals("statements")) {
            table.labels().add(View.KIND);
        }
        view.columns().forEach((name, column) -> {
            String counter = view.view() + "." + name;
            if (column.kind() == ColumnKind.COUNTER || column.kind() == ColumnKind.GAUGE) {
                table.sums().add(counter);
            }
            if (column.kind() == ColumnKind.GAUGE) {
                table.largest().add(counter);
            }
        });
    }

    private static ObjectNode supervisor(Table table) {
        ObjectNode supervisor = JSON.createObjectNode().put("type", "kafka");
        ObjectNode spec = supervisor.putObject("spec");
        ObjectNode data = spec.putObject("dataSchema").put("dataSource", DruidSql.PREFIX + table.grain());
        data.putObject("timestampSpec").put("column", "start").put("format", "millis");
        data.set("dimensionsSpec", dimensions(table));
        data.set("metricsSpec", metrics(table));
        data.putObject("granularitySpec")
                .put("segmentGranularity", "hour")
                .put("queryGranularity", "none")
                .put("rollup", table.isTyped());
        ArrayNode conditions = data.putObject("transformSpec")
                .putObject("filter")
                .put("type", "and")
                .putArray("fields");
        conditions.addObject().put("type", "regex").put("dimension", "frame").put("pattern", "^ww[E-H]");
        conditions.addObject().put("type", "selector").put("dimension", "grain").put("value", table.grain());
        ObjectNode input = spec.putObject("ioConfig");
        input.put("type", "kafka").put("topic", "pgsonde.windows");
        input.putObject("consumerProperties")
                .put("bootstrap.servers", "${kafka.bootstrap.servers}")
                .put("isolation.level", "read_committed");
        input.set("inputFormat", format(table));
        input.put("useEarliestOffset", true)
                .put("taskCount", 1)
                .put("replicas", 1)
                .put("taskDuration", "PT1H")
                .put("startDelay", "PT1S")
                .put("period", "PT10S");
        ObjectNode tuning = spec.putObject("tuningConfig")
                .put("type", "kafka")
                .put("logParseExceptions", true)
                .put("maxSavedParseExceptions", 10);
        packClosely(tuning);
        return supervisor;
    }

    /**
     * Days, of rows as long as windows are. What has been made coarser since is left alone: nothing is said of the
     * granularity of its rows. Nor of dimensions: what Druid hands on of them lacks that rows are not sorted by time first, and
     * its tasks fail; without any they are those of the segments, in their order. That rows are grouped spares each task a
     * filter of 180 MB, for 100 million of them, with which Druid looks for rows that are the same.
     */
    private static ObjectNode compaction(Table table) {
        ObjectNode config = JSON.createObjectNode()
                .put("dataSource", DruidSql.PREFIX + table.grain())
                .put("skipOffsetFromLatest", "P1D");
        config.putObject("granularitySpec").put("segmentGranularity", "DAY").put("rollup", table.isTyped());
        ObjectNode tuning = config.putObject("tuningConfig").put("maxBytesInMemory", BYTES_IN_MEMORY);
        packClosely(tuning);
        tuning.putObject("partitionsSpec")
                .put("type", "range")
                .put("targetRowsPerSegment", 5_000_000)
                .put("assumeGrouped", true)
                .putArray("partitionDimensions")
                .add("source");
        ArrayNode metrics = config.putArray("metricsSpec");
        metrics(table).forEach(metric -> metrics.add(combining((ObjectNode) metric)));
        return config;
    }

    /**
     * Most numbers of a wide row are small or null, and zstd leaves little of their eight bytes. {@code longEncoding: auto}
     * leaves less, but keeps eight bytes of each row and column on the heap while it merges: gigabytes, for a day of many.
     */
    private static void packClosely(ObjectNode tuning) {
        tuning.putObject("indexSpec").put("metricCompression", "zstd");
    }

    /** Rows that have been counted are added up. */
    private static ObjectNode combining(ObjectNode metric) {
        String name = metric.get("name").asText();
        return metric.get("type").asText().equals("count")
                ? metric.put("type", "longSum").put("fieldName", name)
                : metric;
    }

    /** The rows of one subject lie together, one window after the other: they are most like each other, and take least. */
    private static ObjectNode dimensions(Table table) {
        ObjectNode spec = JSON.createObjectNode();
        ArrayNode dimensions = spec.putArray("dimensions");
        for (String name : List.of("source", "view", "subject_kind", "subject")) {
            add(dimensions, "string", name);
        }
        add(dimensions, "long", "__time");
        table.labels().forEach(label -> add(dimensions, "string", label));
        for (String name : List.of("incarnation", "run", "known", "reason", "spread")) {
            add(dimensions, "string", name);
        }
        if (!table.isTyped()) {
            for (String name : List.of(LABELS, SUMS, LARGEST)) {
                add(dimensions, "json", name);
            }
        }
        return spec.put("forceSegmentSortByTime", false);
    }

    private static void add(ArrayNode array, String type, String name) {
        array.addObject().put("type", type).put("name", name);
    }

    private static ArrayNode metrics(Table table) {
        ArrayNode metrics = JSON.createArrayNode();
        if (table.isTyped()) {
            metrics.addObject().put("type", "count").put("name", "records");
        }
        add(metrics, "longMax", "end", "end");
        for (String name : List.of("covered_ms", "differences", "readings")) {
            add(metrics, "longSum", name, name);
        }
        table.sums().forEach(name -> add(metrics, "longSum", name, name));
        table.largest().forEach(name -> add(metrics, "longMax", largest(name), largest(name)));
        return metrics;
    }

    private static String largest(String name) {
        return name + "." + LARGEST;
    }

    private static void add(ArrayNode metrics, String type, String name, String field) {
        metrics.addObject().put("type", type).put("name", name).put("fieldName", field);
    }

    private static ObjectNode format(Table table) {
        ObjectNode format = JSON.createObjectNode().put("type", "avro_stream");
        format.putObject("avroBytesDecoder").put("type", "schema_inline").set("schema", framedSchema());
        ObjectNode flatten = format.putObject("flattenSpec").put("useFieldDiscovery", true);
        ArrayNode fields = flatten.putArray("fields");
        table.labels().forEach(label -> path(fields, label, LABELS, label));
        table.sums().forEach(name -> path(fields, name, SUMS, name));
        table.largest().forEach(name -> path(fields, largest(name), LARGEST, name));
        return format;
    }

    private static void path(ArrayNode fields, String name, String map, String key) {
        fields.addObject().put("type", "path").put("name", name).put("expr", "$." + map + "['" + key + "']");
    }

    /** Ten bytes of Avro's single-object encoding, then the record. */
    private static JsonNode framedSchema() {
        try {
            ObjectNode schema =
                    (ObjectNode) JSON.readTree(Schemas.current(Window.class).toString());
            ArrayNode fields = JSON.createArrayNode();
            ObjectNode frame = fields.addObject().put("name", "frame");
            frame.putObject("type").put("type", "fixed").put("name", "Frame").put("size", 10);
            schema.withArray("fields").forEach(field -> fields.add(((ObjectNode) field).without("doc")));
            return schema.<ObjectNode>without("doc").set("fields", fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema of windows is no JSON", e);
        }
    }

    /** Objects of single values stand on one line each, as columns do. */
    private static String text(JsonNode spec) {
        StringBuilder text = new StringBuilder();
        append(text, spec, "");
        return text.append('\n').toString();
    }

    private static void append(StringBuilder text, JsonNode node, String margin) {
        if (!node.isContainerNode() || isShort(node)) {
            text.append(onOneLine(node));
            return;
        }
        List<String> items = new ArrayList<>();
        String inner = margin + "  ";
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> items.add("\"" + entry.getKey() + "\": " + nested(entry.getValue(), inner)));
        } else {
            node.forEach(item -> items.add(nested(item, inner)));
        }
        text.append(node.isObject() ? "{\n" : "[\n").append(inner);
        text.append(String.join(",\n" + inner, items));
        text.append("\n").append(margin).append(node.isObject() ? "}" : "]");
    }

    private static String nested(JsonNode node, String margin) {
        StringBuilder text = new StringBuilder();
        append(text, node, margin);
        return text.toString();
    }

    private static boolean isShort(JsonNode node) {
        return onOneLine(node).length() <= 150;
    }

    private static String onOneLine(JsonNode node) {
        try {
            return JSON.writeValueAsString(node).replace("\":", "\": ").replace(",\"", ", \"");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a spec cannot be written", e);
        }
    }
}
