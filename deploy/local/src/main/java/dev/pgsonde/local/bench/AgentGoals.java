package dev.pgsonde.local.bench;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.local.bench.AgentFindings.LongTexts;
import dev.pgsonde.local.bench.AgentFindings.Throughput;
import dev.pgsonde.local.bench.Duel.Peer;
import dev.pgsonde.local.bench.Goal.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The goals of {@code bench agent}: what was promised of each figure. */
final class AgentGoals {
    private static final String PERCENT = "%";
    private static final Pattern SIZES = Pattern.compile(
            "pg_(table|indexes|total_relation|relation|database|tablespace)_size", Pattern.CASE_INSENSITIVE);

    private final AgentFindings findings;
    private final List<Goal> goals = new ArrayList<>();

    private AgentGoals(AgentFindings findings) {
        this.findings = findings;
    }

    static List<Goal> of(AgentFindings findings) {
        AgentGoals goals = new AgentGoals(findings);
        goals.costToTheServer();
        goals.costOfRounds();
        goals.costOfTheAgent();
        goals.costToUsers();
        return goals.goals;
    }

    private void costToTheServer() {
        Duel big = findings.big();
        Duel small = findings.small();
        String of = " of postgres_exporter's with queries, ";
        add("P1", "the server's CPU a sample" + of + "big", Bound.atMost(25), PERCENT, against(big));
        add("P1.columns", "columns more than it has", Bound.atLeast(1), "columns", moreColumns(big));
        if (big.peer(ExporterChoice.NEWER).isPresent()) {
            Figure newer = big.percentOf(ExporterChoice.NEWER);
            add("P1.newer", "the server's CPU a sample of the newer exporter's, big", Bound.atMost(10), PERCENT, newer);
            Figure onSmall = small.percentOf(ExporterChoice.NEWER);
            add("P1.newer.small", "the same, small", Bound.atMost(25), PERCENT, onSmall);
        } else {
            Figure ms = Figure.of(big.medianMs(Contest.AGENT));
            add("P1.absolute", "the server's CPU a sample, big", Bound.atMost(60), "ms", ms);
        }
        add("P2", "the server's CPU a sample, of the plain SQL's", Bound.atMost(1.15), "x", ratio(big, Duel.PLAIN_SQL));
        add("P2.views", "the same, of the statistics views'", Bound.atMost(0.6), "x", ratio(big, Duel.VIEWS));
    }

    private static Figure against(Duel duel) {
        return duel.peer(ExporterChoice.OF_DEBIAN).isPresent()
                ? duel.percentOf(ExporterChoice.OF_DEBIAN)
                : Figure.missing(ExporterChoice.NOT_INSTALLED);
    }

    private static Figure ratio(Duel duel, String rival) {
        return Figure.ratio(duel.medianMs(Contest.AGENT), duel.medianMs(rival));
    }

    private static Figure moreColumns(Duel duel) {
        long most = duel.peers().stream()
                .mapToLong(peer -> peer.answer().columns())
                .max()
                .orElse(-1);
        return most < 0
                ? Figure.missing(ExporterChoice.NOT_INSTALLED)
                : Figure.of((double) (duel.agent().columns().count() - most));
    }

    private void costOfRounds() {
        Figure core = Figure.of(findings.calm().percentOfCore());
        add("P3", "of one core, the server's CPU at one sample in 10 s, big", Bound.atMost(0.5), PERCENT, core);
        add("P3.sizes", "least time between two looks at sizes", Bound.atLeast(10), "min", betweenSizes());
        LongTexts texts = findings.longTexts();
        Figure growth = Figure.ratio(texts.serverMs().median(), findings.big().medianMs(Contest.AGENT));
        add("P4", "a sample with 40 MB of statement texts, of one without", Bound.atMost(1.5), "x", growth);
        Figure readings = texts.texts() == 0
                ? Figure.missing("the agent has published no text")
                : Figure.of(texts.mostReadings());
        add("P4.texts", "readings of one text", Bound.atMost(1), "times", readings);
    }

    /** As the catalogue has it; a run is too short to see it. */
    private static Figure betweenSizes() {
        return Catalog.standard().views().stream()
                .filter(AgentGoals::asksForSizes)
                .map(view -> view.every() == null ? Duration.ZERO : view.every())
                .min(Duration::compareTo)
                .map(every -> Figure.of(every.toSeconds() / 60.0))
                .orElse(Figure.missing("no view asks for sizes"));
    }

    private static boolean asksForSizes(View view) {
        return view.sql().values().stream().anyMatch(sql -> SIZES.matcher(sql).find());
    }

    private void costOfTheAgent() {
        Duel big = findings.big();
        String own = "the agent's CPU a sample, of the exporter's own, big";
        add("P5", own, Bound.atMost(25), PERCENT, ownCpu(big, ExporterChoice.OF_DEBIAN));
        if (big.peer(ExporterChoice.NEWER).isPresent()) {
            add("P5.newer", "the same, of the newer one", Bound.atMost(25), PERCENT, ownCpu(big, ExporterChoice.NEWER));
        }
        Figure bytes = big.peers().stream().mapToLong(peer -> peer.answer().bytes()).min().stream()
                .mapToObj(least -> Figure.ratio(100 * big.agent().bytesPerSample(), (double) least))
                .findFirst()
                .orElse(Figure.missing(ExporterChoice.NOT_INSTALLED));
        add("P5.bytes", "bytes a sample, of an exporter's text", Bound.atMost(10), PERCENT, bytes);
        Figure rss = Figure.of(findings.peakRss() / 1024.0 / 1024.0);
        add("P5.rss", "peak memory, 10 000 statements and 5 000 tables", Bound.atMost(256), "MB", rss);
    }

    private static Figure ownCpu(Duel duel, String exporter) {
        return duel.peer(exporter)
                .map(Peer::name)
                .map(name -> Figure.ratio(
                        100 * duel.agent().ownMs(), duel.slots().ownMs(name).median()))
                .orElse(Figure.missing(ExporterChoice.NOT_INSTALLED));
    }

    private void costToUsers() {
        Throughput tps = findings.tps();
        String mean = "difference of pgbench's TPS with the agent, either way";
        String chance = "how far 0 lies outside the 95 % interval of that";
        Figure none = Figure.missing(Pgbench.NOT_INSTALLED);
        Figure size = tps == null ? none : Figure.of(Math.abs(tps.difference().mean()));
        add("P14", mean, Bound.atMost(3), PERCENT, size);
        Figure beyond = tps == null ? none : Figure.of(tps.difference().beyondChance());
        add("P14.interval", chance, Bound.atMost(0), PERCENT, beyond);
    }

    private void add(String name, String about, Bound bound, String unit, Figure figure) {
        goals.add(new Goal(name, about, bound, unit, figure));
    }
}
