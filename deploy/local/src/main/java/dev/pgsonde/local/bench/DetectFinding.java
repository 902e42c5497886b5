package dev.pgsonde.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.detect.Change;
import dev.pgsonde.local.detect.Contest.Agreement;
import dev.pgsonde.local.detect.Scenario;
import dev.pgsonde.local.detect.Tally;
import dev.pgsonde.local.detect.Week;
import dev.pgsonde.local.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came out, by detector: on recordings, on made-up series without and with a change, and on others' series. */
record DetectFinding(
        long seed,
        Map<String, Recorded> recorded,
        Map<String, OfMetric> byMetric,
        Map<String, Map<Scenario, Tally>> nothing,
        Map<String, Tally> changes,
        Week week,
        Map<String, Agreement> corpus) {

    /** One metric on all recordings: ours, and what knows when to look. */
    record OfMetric(Tally nothing, List<Tally> seen, List<Tally> bound) {}

    /** On recordings: without a change, and with each of some. */
    record Recorded(Tally nothing, List<Change> changes, List<Tally> seen) {
        Tally of(double factor) {
            for (int n = 0; n < changes.size(); n++) {
                if (changes.get(n).factor() == factor) {
                    return seen.get(n);
                }
            }
            return new Tally();
        }
    }

    Outcome outcome() {
        List<String> lines = new ArrayList<>();
        lines.addAll(ofRecordings());
        lines.addAll(ofMetrics());
        lines.addAll(ofNothing());
        lines.addAll(ofChanges());
        lines.addAll(ofWeek());
        lines.addAll(ofCorpus());
        return new Outcome(DetectGoals.of(this), raw(), lines);
    }

    private List<String> ofRecordings() {
        if (recorded.isEmpty()) {
            return List.of("There are no recordings of real servers.", "");
        }
        Recorded first = recorded.values().iterator().next();
        List<String> head = new ArrayList<>(List.of("recorded noise", "false/1000"));
        first.changes().forEach(change -> head.add(change.text()));
        TextTable table = new TextTable("lr").row(head.toArray(String[]::new));
        recorded.forEach((name, result) -> {
            List<String> row =
                    new ArrayList<>(List.of(name, rate(result.nothing().falsePerThousand())));
            result.seen().forEach(tally -> row.add(seen(tally)));
            table.row(row.toArray(String[]::new));
        });
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(first.nothing().windows() + " windows of judged metrics; "
                + "seen within 10 windows % / within 30 % / median windows");
        lines.add("");
        return lines;
    }

    private List<String> ofMetrics() {
        TextTable table = new TextTable("lrrrrr")
                .row("pgsonde, (knows the onset)", "false/1000", "x1.1", "(x1.1)", "x1.25", "(x1.25)");
        byMetric.forEach((name, metric) -> table.row(
                name,
                rate(metric.nothing().falsePerThousand()),
                share(metric.seen().get(0)),
                share(metric.bound().get(0)),
                share(metric.seen().get(1)),
                share(metric.bound().get(1))));
        List<String> lines = new ArrayList<>(byMetric.isEmpty() ? List.of() : table.lines());
        lines.add("");
        return lines;
    }

    private static String share(Tally tally) {
        return String.format(Locale.ROOT, "%.0f %%", tally.seenPercent());
    }

    private List<String> ofWeek() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "a week without a change: %d series, %d windows of 30 s, %d notes, %d pages;",
                        week.series(),
                        week.windows(),
                        week.notes(),
                        week.pages()),
                String.format(
                        Locale.ROOT,
                        "of %d sources x %d metrics that would be %.0f pages; at most %d bytes a series; %.0f us a window",
                        Week.SOURCES,
                        Week.METRICS,
                        week.pagesOfFleet(),
                        week.mostBytes(),
                        week.microsPerWindow()),
                "");
    }

    private List<String> ofNothing() {
        List<String> head = new ArrayList<>(List.of("false alarms per 1000 windows"));
        head.addAll(nothing.keySet());
        TextTable table = new TextTable("lr").row(head.toArray(String[]::new));
        for (Scenario scenario : Scenario.ALL) {
            List<String> row = new ArrayList<>(List.of(scenario + " " + scenario.about()));
            nothing.values()
                    .forEach(tallies -> row.add(
                            rate(tallies.getOrDefault(scenario, new Tally()).falsePerThousand())));
            table.row(row.toArray(String[]::new));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        return lines;
    }

    private List<String> ofChanges() {
        TextTable table = new TextTable("lr").row("pgsonde on made-up changes", "10 % / all % / median");
        changes.forEach((name, tally) -> table.row(name, seen(tally)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        return lines;
    }

    private List<String> ofCorpus() {
        if (corpus.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("lr").row("labelled series", "F1", "false/1000", "found", "missed");
        corpus.forEach((name, agreement) -> table.row(
                name,
                rate(agreement.f1()),
                rate(agreement.falsePerThousand()),
                String.valueOf(agreement.both()),
                String.valueOf(agreement.missed())));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        return lines;
    }

    private static String seen(Tally tally) {
        String median = Double.isNaN(tally.medianWait()) ? "-" : String.format(Locale.ROOT, "%.0f", tally.medianWait());
        return String.format(Locale.ROOT, "%.0f/%.0f/%s", tally.soonPercent(), tally.seenPercent(), median);
    }

    private static String rate(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private ObjectNode raw() {
        ObjectNode tree = Json.object().put("seed", seed);
        ObjectNode onRecordings = tree.putObject("recorded");
        recorded.forEach((name, result) -> {
            ObjectNode node = onRecordings.putObject(name);
            write(node, result.nothing());
            for (int n = 0; n < result.seen().size(); n++) {
                write(
                        node.putObject(result.changes().get(n).text()),
                        result.seen().get(n));
            }
        });
        ObjectNode onMetrics = tree.putObject("by_metric");
        byMetric.forEach((name, metric) -> {
            ObjectNode node = onMetrics.putObject(name);
            write(node, metric.nothing());
            write(node.putObject("x1.1"), metric.seen().get(0));
            write(node.putObject("x1.25"), metric.seen().get(1));
            write(node.putObject("x1.1_knowing_the_onset"), metric.bound().get(0));
            write(node.putObject("x1.25_knowing_the_onset"), metric.bound().get(1));
        });
        tree.set("week", Json.of(week));
        ObjectNode onNothing = tree.putObject("without_change");
        nothing.forEach((name, tallies) -> {
            ObjectNode node = onNothing.putObject(name);
            tallies.forEach((scenario, tally) -> write(node.putObject(scenario.name()), tally));
        });
        ObjectNode onChanges = tree.putObject("with_change");
        changes.forEach((name, tally) -> write(onChanges.putObject(name), tally));
        ObjectNode onCorpus = tree.putObject("corpus");
        corpus.forEach((name, agreement) -> onCorpus.set(name, Json.of(agreement)));
        return tree;
    }

    private static void write(ObjectNode node, Tally tally) {
        if (tally.windows() > 0) {
            node.put("windows", tally.windows()).put("false_per_1000", tally.falsePerThousand());
        }
        if (tally.steps() > 0) {
            node.put("changes", tally.steps())
                    .put("seen_within_10_percent", tally.soonPercent())
                    .put("seen_percent", tally.seenPercent())
                    .put("median_windows", Double.isNaN(tally.medianWait()) ? null : (Double) tally.medianWait());
        }
    }
}
