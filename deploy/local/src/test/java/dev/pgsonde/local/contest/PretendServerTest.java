package dev.pgsonde.local.contest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class PretendServerTest {
    private static final int STATEMENTS = 200;

    private final PretendServer server = new PretendServer("a", STATEMENTS, 7);

    @Test
    void theFirstRoundIsWholeAndTheOthersTellOfTheHalfThatMoved() {
        Sample first = statements(server.nextRound());
        Sample second = statements(server.nextRound());
        assertThat(first.frame()).isEqualTo(FrameKind.FULL);
        assertThat(first.rows()).isEqualTo(STATEMENTS);
        assertThat(second.frame()).isEqualTo(FrameKind.CHANGES);
        assertThat(second.rows()).isBetween(STATEMENTS / 3, 2 * STATEMENTS / 3);
    }

    @Test
    void everyThirtiethRoundIsWholeAgain() {
        List<FrameKind> frames = new ArrayList<>();
        for (int n = 0; n <= PretendServer.FULL_EVERY; n++) {
            frames.add(statements(server.nextRound()).frame());
        }
        assertThat(frames.get(PretendServer.FULL_EVERY)).isEqualTo(FrameKind.FULL);
        assertThat(frames.subList(1, PretendServer.FULL_EVERY)).containsOnly(FrameKind.CHANGES);
    }

    @Test
    void aRowOfItsOwnHasFortyEightFieldsAndComesBackAsItWas() {
        RowFormat format = new RowFormat();
        Sample sample = statements(server.nextRound());
        GenericRecord row = format.read(format.write(sample, 3));
        assertThat(format.fields()).isEqualTo(48);
        assertThat(row.get("source")).hasToString("a");
        assertThat(row.get("calls")).isEqualTo(column(sample, "calls").values()[3]);
        assertThat(row.get("query_id")).isEqualTo(column(sample, "query_id").values()[3]);
    }

    /** What all windows come to is what the last whole frame says more than the first. */
    @Test
    void thePlainLoopLosesNothing() {
        PlainWindows plain = new PlainWindows();
        Map<String, Long> totals = new HashMap<>();
        List<Sample> whole = new ArrayList<>();
        for (int n = 0; n <= PretendServer.FULL_EVERY; n++) {
            for (Observation observation : server.nextRound()) {
                take(plain, observation, totals);
                if (observation instanceof Sample sample
                        && sample.view().equals(RowFormat.VIEW)
                        && sample.frame() == FrameKind.FULL) {
                    whole.add(sample);
                }
            }
        }
        Sample first = whole.get(0);
        Sample last = whole.get(1);
        for (String counter : List.of("calls", "total_exec_time_us", "wal_bytes")) {
            long more = sum(last, counter) - sum(first, counter);
            assertThat(totals.get("statements." + counter)).isEqualTo(more).isPositive();
        }
    }

    private static void take(PlainWindows plain, Observation observation, Map<String, Long> totals) {
        if (observation instanceof Sample sample) {
            plain.take(sample);
        } else if (observation instanceof Round round) {
            plain.take(round, (Window window) -> {
                for (int n = 0; n < window.sums().size(); n++) {
                    totals.merge(window.sums().names().get(n), window.sums().at(n), Long::sum);
                }
            });
        }
    }

    private static long sum(Sample sample, String counter) {
        LongColumn column = column(sample, counter);
        assertThat(column.kind()).isEqualTo(ColumnKind.COUNTER);
        long sum = 0;
        for (long value : column.values()) {
            sum += value;
        }
        return sum;
    }

    private static LongColumn column(Sample sample, String name) {
        return sample.columns().stream()
                .filter(column -> column.name().equals(name))
                .map(LongColumn.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Sample statements(List<Observation> round) {
        return round.stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .filter(sample -> sample.view().equals(RowFormat.VIEW))
                .findFirst()
                .orElseThrow();
    }
}
