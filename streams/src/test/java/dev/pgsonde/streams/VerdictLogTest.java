package dev.pgsonde.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Guard;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.RecordStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class VerdictLogTest {
    private final List<Judged> published = new ArrayList<>();
    private final VerdictLog log = new VerdictLog(
            new Findings(
                    new RecordStore(Stores.inMemoryKeyValueStore(Findings.STORE).get())),
            published::add);

    @Test
    void whatIsSaidAgainIsNoRecord() {
        List<Judged> all = List.of(
                at(0, Judged.QUIET),
                at(10, Judged.HELD, "floor"),
                at(20, Judged.HELD, "floor"),
                at(30, Judged.HELD, "floor", "score"),
                at(40, Judged.HELD, "floor", "score"),
                at(50, Judged.UNKNOWN),
                at(60, Judged.MOVED),
                at(70, Judged.OPEN));
        all.forEach(log::add);

        assertThat(published).containsExactly(all.get(0), all.get(1), all.get(3), all.get(5), all.get(6), all.get(7));
    }

    @Test
    void onceADayThereIsARecordInAnyCase() {
        for (int hour = 0; hour < 240; hour++) {
            log.add(at(3600 * hour, Judged.QUIET));
        }

        assertThat(published).hasSizeBetween(10, 11);
    }

    private static Judged at(double second, String verdict, String... failed) {
        List<Guard> guards = Stream.of("floor", "score", "persistence")
                .map(name -> new Guard(name, 0.01, 0.05, !List.of(failed).contains(name)))
                .toList();
        return new Judged(
                Samples.SOURCE,
                "wal_bytes_per_commit",
                "server",
                Samples.SOURCE,
                Samples.at(second + 10),
                guards,
                Samples.at(second),
                verdict);
    }
}
