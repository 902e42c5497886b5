package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.DetectFinding.Recorded;
import dev.pgsonde.local.bench.Goal.Bound;
import dev.pgsonde.local.detect.Contest.Agreement;
import dev.pgsonde.local.detect.Scenario;
import dev.pgsonde.local.detect.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bar for the detector: few false alarms, and few changes that stay unseen, at the same time. */
final class DetectGoals {
    private static final String OURS = "pgsonde";
    private static final String STRICT = "pgsonde, strict";
    private static final String PAGE = "pgsonde, page";
    private static final String FALSE = "/1000";

    private final DetectFinding finding;
    private final List<Goal> goals = new ArrayList<>();

    private DetectGoals(DetectFinding finding) {
        this.finding = finding;
    }

    static List<Goal> of(DetectFinding finding) {
        DetectGoals goals = new DetectGoals(finding);
        goals.onRecordings();
        goals.onMadeUp();
        goals.onWeek();
        goals.onCorpus();
        return List.copyOf(goals.goals);
    }

    private void onRecordings() {
        Recorded ours = finding.recorded().get(OURS);
        Recorded strict = finding.recorded().get(STRICT);
        Recorded page = finding.recorded().get(PAGE);
        add("real.false", "false alarms on recorded noise", Bound.atMost(0.25), FALSE, falseOf(ours));
        add("real.1.10", "x1.10 seen within 30 windows", Bound.atLeast(75), "%", seenOf(ours, 1.1));
        add("real.1.25", "x1.25 seen within 30 windows", Bound.atLeast(95), "%", seenOf(ours, 1.25));
        add("real.wait", "median wait for x1.25", Bound.atMost(8), "windows", waitOf(ours));
        add("real.strict.false", "false alarms of the strict tuning", Bound.atMost(0.05), FALSE, falseOf(strict));
        add("real.strict.1.25", "x1.25 seen by the strict tuning", Bound.atLeast(85), "%", seenOf(strict, 1.25));
        add("real.page.false", "false pages", Bound.atMost(0.02), FALSE, falseOf(page));
    }

    private static Figure falseOf(@Nullable Recorded recorded) {
        return recorded == null ? none() : Figure.of(recorded.nothing().falsePerThousand());
    }

    private static Figure seenOf(@Nullable Recorded recorded, double factor) {
        return recorded == null ? none() : Figure.of(recorded.of(factor).seenPercent());
    }

    private static Figure waitOf(@Nullable Recorded recorded) {
        return recorded == null ? none() : Figure.of(recorded.of(1.25).medianWait());
    }

    private static Figure none() {
        return Figure.missing("there are no recordings of real servers");
    }

    private void onMadeUp() {
        Map<Scenario, Tally> ours = finding.nothing().getOrDefault(OURS, Map.of());
        for (Scenario scenario : Scenario.judged()) {
            Tally tally = ours.getOrDefault(scenario, new Tally());
            add(
                    "made." + scenario,
                    scenario.about(),
                    Bound.atMost(scenario.isHard() ? 0.2 : 0.02),
                    FALSE,
                    Figure.of(tally.falsePerThousand()));
        }
        Tally page =
                finding.nothing().getOrDefault(PAGE, Map.of()).values().stream().reduce(new Tally(), Tally::plus);
        add(
                "made.page",
                "false pages, all kinds together",
                Bound.atMost(0.02),
                FALSE,
                Figure.of(page.falsePerThousand()));
        add("made.saw", "x1.25 in a saw seen", Bound.atLeast(90), "%", seen("S4 x1.25"));
        add("made.idle", "x10 seen within 20 windows of an idle server", Bound.atLeast(90), "%", seen("S8 x10"));
        add(
                "made.ramp",
                "x1.25 over 200 windows seen before it ends",
                Bound.atLeast(80),
                "%",
                seen("S0 x1.25 over 200"));
    }

    private void onWeek() {
        add(
                "week.pages",
                "false pages in a week without a change",
                Bound.atMost(0.02),
                FALSE,
                Figure.of(finding.week().pagesPerThousand()));
        add(
                "week.bytes",
                "state of a series",
                Bound.atMost(1024),
                "bytes",
                Figure.of(finding.week().mostBytes()));
    }

    private Figure seen(String change) {
        return Figure.of(finding.changes().getOrDefault(change, new Tally()).seenPercent());
    }

    private void onCorpus() {
        Agreement ours = finding.corpus().getOrDefault(OURS, new Agreement(0, 0, 0, 0));
        Figure none = Figure.missing("--corpus names no directory with labelled series");
        boolean labelled = ours.windows() > 0;
        Figure f1 = labelled ? Figure.of(ours.f1()) : none;
        Figure alone = labelled ? Figure.of(ours.falsePerThousand()) : none;
        add("corpus.f1", "agreement with people's labels", Bound.atLeast(0.58), "F1", f1);
        add("corpus.false", "changes that people did not label", Bound.atMost(1.1), FALSE, alone);
    }

    private void add(String name, String about, Bound bound, String unit, Figure figure) {
        goals.add(new Goal(name, about, bound, unit, figure));
    }
}
