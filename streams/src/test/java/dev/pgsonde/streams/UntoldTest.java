package dev.pgsonde.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Guard;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.MemberLoad;
import dev.pgsonde.schema.Window;
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
            new Told());

    /** Hears of verdicts only. */
    private final class Told implements Outlet {
        @Override
        public void window(Window window) {
            throw new AssertionError("no window closes here");
        }

        @Override
        public void alert(Alert alert) {
            throw new AssertionError("nothing fires here");
        }

        @Override
        public void load(MemberLoad load) {
            throw new AssertionError("nothing of a cluster");
        }

        @Override
        public void marker(Marker marker) {
            throw new AssertionError("nothing happens here");
        }

        @Override
        public void handOn(ToJudge given) {
            throw new AssertionError("nothing is handed on: " + given);
        }

        @Override
        public void judged(Judged judged) {
            told.add(judged);
        }
    }

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
