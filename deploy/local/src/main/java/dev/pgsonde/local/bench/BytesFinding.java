package dev.pgsonde.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.bench.Goal.Bound;
import dev.pgsonde.local.record.Json;
import dev.pgsonde.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What an agent published in {@code rounds} rounds, of which one was whole: by topic, keys and values of records until
 * they began and until they ended, and what Kafka's log of the samples grew by in the first round ever and in these.
 */
record BytesFinding(
        double everySeconds,
        int rounds,
        long wholeRound,
        Map<String, Long> before,
        Map<String, Long> after,
        long wholeRoundLog,
        long log) {
    private static final double TARGET = 5;
    private static final double ROUNDS_AN_HOUR = 360;

    BytesFinding {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /** At the agent's usual cadence of 10 s, each round as those that were measured. */
    private double anHour(double bytes) {
        return bytes / rounds * ROUNDS_AN_HOUR;
    }

    private double published(String topic) {
        return (double) (after.getOrDefault(topic, 0L) - before.getOrDefault(topic, 0L));
    }

    Outcome outcome() {
        ObjectNode raw = Json.object();
        raw.set("finding", Json.of(this));
        return new Outcome(goals(), raw, table());
    }

    private List<Goal> goals() {
        double samples = published(Topics.standard().samples().name());
        return List.of(
                new Goal(
                        "bytes",
                        "bytes of samples an hour, of as many whole rounds",
                        Bound.atMost(TARGET),
                        "%",
                        Figure.ratio(100 * samples, (double) wholeRound * rounds)),
                new Goal(
                        "bytes.log",
                        "the same in Kafka's log, compressed",
                        Bound.atMost(TARGET),
                        "%",
                        Figure.ratio(100.0 * log, (double) wholeRoundLog * rounds)));
    }

    private List<String> table() {
        TextTable table = new TextTable("lr").row("topic", "bytes an hour", "bytes a round", "a whole round");
        String samples = Topics.standard().samples().name();
        new TreeSet<>(after.keySet())
                .forEach(topic -> table.row(
                        topic,
                        Spread.number(anHour(published(topic))),
                        Spread.number(published(topic) / rounds),
                        topic.equals(samples) ? Spread.number(wholeRound) : "-"));
        table.row(
                samples + " in the log",
                Spread.number(anHour((double) log)),
                Spread.number((double) log / rounds),
                Spread.number(wholeRoundLog));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("An hour is " + Spread.number(ROUNDS_AN_HOUR) + " rounds, measured at one in "
                + Spread.number(everySeconds) + " s, each as the mean of " + rounds
                + " rounds of which one was whole.");
        lines.add("");
        return lines;
    }
}
