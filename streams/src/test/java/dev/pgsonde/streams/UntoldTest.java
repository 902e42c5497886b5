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

class UntoldTest {
    private final List<Judged> told = new ArrayList<>();
    private final Untold untold = new Untold(
            new Findings(
                    new RecordStore(Stores.inMemoryKeyValueStore(Findings.STORE).get())),
            told::add);

    @Test
    void onlyAnotherSetOfGuardsIsWorthARecord() {
        untold.judged(at(0));
        untold.judged(at(10, "floor"));
        untold.judged(at(20, "floor"));
        untold.judged(at(30, "floor", "score"));
        untold.judged(at(40, "floor", "score"));
        untold.judged(nothingToTest());
        untold.judged(at(60));

        assertThat(told).containsExactly(at(10, "floor"), at(30, "floor", "score"), at(60));
    }

    private static Judged nothingToTest() {
        return new Judged(Samples.SOURCE, "wal_bytes_per_commit", "server", Samples.SOURCE, Samples.at(50), List.of());
    }

    private static Judged at(double second, String... failed) {
        List<Guard> guards = Stream.of("floor", "score", "persistence")
                .map(name -> new Guard(name, 0.01, 0.05, !List.of(failed).contains(name)))
                .toList();
        return new Judged(Samples.SOURCE, "wal_bytes_per_commit", "server", Samples.SOURCE, Samples.at(second), guards);
    }
}
