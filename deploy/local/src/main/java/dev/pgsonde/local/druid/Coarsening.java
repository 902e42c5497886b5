package dev.pgsonde.local.druid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.catalog.DruidSpecs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Has Druid make one row an hour of the windows of old days, by a task for each day and table. Automatic compaction then
 * leaves those days alone. It is safe to repeat: a day that is coarse already gets no task, and no table while one of its
 * tasks runs.
 */
public final class Coarsening {
    /** Windows stay as they are for so long. */
    public static final int AFTER_DAYS = 14;

    private static final String TASK = "pgsonde_coarsen_";
    private static final List<String> UNFINISHED = List.of("running", "pending", "waiting");

    private final DruidAdmin druid;
    private final DruidSpecs specs;

    public Coarsening(DruidAdmin druid, DruidSpecs specs) {
        this.druid = druid;
        this.specs = specs;
    }

    /** A day of a table, and what Druid is asked to do with it. */
    public record Task(String table, LocalDate day, String json) {}

    /** Of all days that were over when {@code before} began. */
    public List<Task> due(LocalDate before) {
        List<Task> due = new ArrayList<>();
        for (String table : specs.coarsened()) {
            if (!isAtWork(table)) {
                for (LocalDate day : fineDays(table).headSet(before)) {
                    String id = TASK + table + "_" + day + "_" + System.currentTimeMillis();
                    due.add(new Task(table, day, specs.coarsening(table, day, id)));
                }
            }
        }
        return due;
    }

    public void submit(Task task) {
        druid.post("indexer/v1/task", task.json(), "to coarsen " + task.table() + " of " + task.day());
    }

    /** The tasks that were submitted and have not ended. */
    public boolean isAtWork(String table) {
        for (String state : UNFINISHED) {
            for (JsonNode task : druid.get("indexer/v1/tasks?state=" + state + "&datasource=" + table)) {
                if (task.path("id").asText().startsWith(TASK)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Days with a segment whose rows are not hours. What another segment stands for is still listed for some minutes. */
    private SortedSet<LocalDate> fineDays(String table) {
        SortedSet<LocalDate> days = new TreeSet<>();
        String segments = "coordinator/v1/metadata/segments?includeOvershadowedStatus&datasources=" + table;
        for (JsonNode segment : druid.get(segments)) {
            JsonNode rows = segment.at("/lastCompactionState/granularitySpec/queryGranularity");
            if (!segment.path("overshadowed").asBoolean() && !rows.asText().equals(DruidSpecs.COARSE)) {
                String start = segment.path("interval").asText().split("/", -1)[0];
                days.add(Instant.parse(start).atZone(ZoneOffset.UTC).toLocalDate());
            }
        }
        return days;
    }
}
