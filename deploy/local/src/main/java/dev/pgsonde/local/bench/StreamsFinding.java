package dev.pgsonde.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.bench.Ground.Load;
import dev.pgsonde.local.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Everything that was measured of the topology and of those beside it. */
record StreamsFinding(Load load, double logBytesPerRow, List<Lap> laps, List<StateSize> sizes, Latencies latencies) {
    StreamsFinding {
        laps = List.copyOf(laps);
        sizes = List.copyOf(sizes);
    }

    Outcome outcome() {
        ObjectNode raw = Json.object();
        raw.set("finding", Json.of(this));
        return new Outcome(StreamsGoals.of(this), raw, table());
    }

    boolean has(String who) {
        return laps.stream().anyMatch(lap -> lap.who().equals(who));
    }

    /** Of one contestant's laps; not a number when there are none. */
    double median(String who, ToDoubleFunction<Lap> figure) {
        return spread(who, figure).median();
    }

    private Spread spread(String who, ToDoubleFunction<Lap> figure) {
        return Spread.of(laps.stream()
                .filter(lap -> lap.who().equals(who))
                .map(lap -> figure.applyAsDouble(lap))
                .toList());
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>(contest());
        lines.add("");
        lines.addAll(state());
        lines.add("");
        lines.addAll(answers());
        lines.add("");
        return lines;
    }

    private List<String> contest() {
        TextTable table = new TextTable("lr")
                .row("two threads each", "rows/s", "own CPU us/row", "against rows", "broker us/row", "peak RSS MB");
        laps.stream()
                .map(Lap::who)
                .distinct()
                .forEach(who -> table.row(
                        who,
                        spread(who, Lap::rowsPerSecond).text(),
                        spread(who, Lap::ownMicros).text(),
                        Spread.number(median(who, Lap::ownMicros) / median(Entrants.BYTES, Lap::ownMicros)),
                        Spread.number(median(who, Lap::brokerMicros)),
                        Spread.number(median(who, lap -> lap.peakRss() / 1e6))));
        return table.lines();
    }

    private List<String> state() {
        TextTable table = new TextTable("r").row("series", "bytes of each", "frames", "sums", "findings, all");
        sizes.forEach(size -> table.row(
                Spread.number(size.series()),
                Spread.number(size.bytesPerSeries()),
                Spread.number(size.bytes().getOrDefault("frames", 0L) / (double) size.series()),
                Spread.number(size.bytes().getOrDefault("sums", 0L) / (double) size.series()),
                Spread.number(size.bytes().getOrDefault(StateSize.FINDINGS, 0L))));
        return table.lines();
    }

    private List<String> answers() {
        TextTable table = new TextTable("lr").row("from a round's end, ms", "p50", "p90", "p99", "most");
        answers(table, "it can be read itself", latencies.direct());
        answers(table, "its window can be read, exactly once", latencies.answered());
        return table.lines();
    }

    private static void answers(TextTable table, String what, List<Double> sorted) {
        table.row(
                what,
                Spread.number(Latencies.quantile(sorted, 0.5)),
                Spread.number(Latencies.quantile(sorted, 0.9)),
                Spread.number(Latencies.quantile(sorted, 0.99)),
                Spread.number(Latencies.quantile(sorted, 1)));
    }
}
