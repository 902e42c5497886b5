package dev.pgsonde.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.record.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that {@code bench agent} measured. */
record AgentFindings(
        Duel small,
        Duel big,
        Calm calm,
        LongTexts longTexts,
        long peakRss,
        @Nullable Throughput tps) {
    /** The agent alone on the big database: how much of a core the server spends on it, in per cent. */
    record Calm(int rounds, double percentOfCore) {}

    /** The agent with 40 MB of statement texts on the server, and how often each text was published. */
    record LongTexts(Spread serverMs, int texts, int mostReadings) {}

    /** What pgbench did without the agent and with it, pair by pair. */
    record Throughput(List<Double> without, List<Double> with) {
        Throughput {
            without = List.copyOf(without);
            with = List.copyOf(with);
        }

        /** In per cent, by logarithms, to which twice as fast and half as fast are alike. */
        PairedDifference difference() {
            List<Double> differences = new ArrayList<>();
            for (int i = 0; i < without.size(); i++) {
                differences.add(100 * Math.log(with.get(i) / without.get(i)));
            }
            return PairedDifference.of(differences);
        }
    }

    ObjectNode json() {
        ObjectNode node = Json.object();
        node.set("small", small.json());
        node.set("big", big.json());
        node.set("calm", Json.of(calm));
        node.set("long_texts", Json.of(longTexts));
        node.put("agent_peak_rss_bytes", peakRss);
        if (tps != null) {
            node.set("pgbench", Json.of(tps));
            node.set("pgbench_difference", Json.of(tps.difference()));
        }
        return node;
    }

    List<String> table() {
        List<String> lines = new ArrayList<>(small.table());
        lines.add("");
        lines.addAll(big.table());
        lines.add("");
        lines.add("calm: the server spends " + Spread.number(calm.percentOfCore())
                + " % of a core on the agent; with 40 MB"
                + " of texts a sample costs it " + longTexts.serverMs().text() + " ms, " + longTexts.texts()
                + " texts published");
        if (tps != null) {
            PairedDifference difference = tps.difference();
            lines.add("pgbench: " + Spread.of(tps.without()).text() + " TPS without the agent, "
                    + Spread.of(tps.with()).text() + " with it; " + difference.pairs() + " pairs differ by "
                    + Spread.number(difference.mean()) + " % +- " + Spread.number(difference.halfWidth()));
        }
        lines.add("");
        return lines;
    }
}
