package dev.pgsonde.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.local.druid.DruidAdmin;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;

/** Has a Druid compact the days that are over at once, as its coordinator does by itself every half hour. */
record DruidCompaction(DruidAdmin druid, Duration patience) {
    private static final Set<String> TABLES =
            new DruidSpecs(Catalog.standard()).supervisors().keySet();

    /** Reads nothing more: segments can be compacted once no task has anything to do with them. Returns how many days it compacted. */
    long run() {
        DruidTables tables = new DruidTables(druid, TABLES, patience);
        tables.publish();
        Awaitility.await("compaction")
                .atMost(patience)
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    druid.post("coordinator/v1/compaction/compact", "", "to compact");
                    return TABLES.stream().allMatch(this::isCompacted) && !tables.isAtWork();
                });
        return TABLES.stream()
                .mapToLong(table -> status(table).path("intervalCountCompacted").asLong())
                .sum();
    }

    private boolean isCompacted(String table) {
        JsonNode status = status(table);
        return status.path("intervalCountCompacted").asLong() > 0
                && status.path("bytesAwaitingCompaction").asLong(1) == 0;
    }

    private JsonNode status(String table) {
        return druid.get("coordinator/v1/compaction/status?dataSource=" + table).at("/latestStatus/0");
    }
}
