package dev.pgsonde.prove.dose;

import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.Trial;
import dev.pgsonde.prove.dose.Splice.Noticed;
import dev.pgsonde.prove.dose.Splice.Piece;
import dev.pgsonde.prove.dose.Splice.Said;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Effect.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** What is said of random pieces of recorded loads. */
final class DoseFindings {
    private static final String WAL = "wal_bytes_per_commit";
    private static final int BEFORE = 38;
    private static final int AFTER = 31;
    private static final int SOON = 10;
    private static final int YOUNG = 10;
    private static final int EARLY = 6;
    private static final int UNCHANGED = 30;
    private static final double FLOOR = 0.05;
    private static final List<String> KINDS = List.of("replica_identity", "triggers", "index");

    private final Trial trial;
    private final Map<Double, RecordedLoad> recorded;
    private final Splice splice;
    private final Random random;

    DoseFindings(Trial trial, Map<Double, RecordedLoad> recorded, Duration window) {
        this.trial = trial;
        this.recorded = recorded;
        this.splice = new Splice(window, trial.directory());
        this.random = trial.random();
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.tried("windows of each recording", shortest(), BEFORE + AFTER));
        figures.addAll(placebos(trial.times(4, 134)));
        for (double dose : recorded.keySet()) {
            if (dose > 0) {
                figures.addAll(dose(dose, trial.times(2, 40)));
            }
        }
        figures.addAll(fresh(trial.times(2, 20), trial.times(2, 40)));
        return figures;
    }

    private int shortest() {
        return recorded.values().stream().mapToInt(RecordedLoad::size).min().orElse(0);
    }

    private RecordedLoad load(double dose) {
        return Objects.requireNonNull(recorded.get(dose));
    }

    private Piece piece(double dose, int count) {
        RecordedLoad load = load(dose);
        return new Piece(load, random.nextInt(load.size() - count + 1), count);
    }

    private Said change(Piece before, Piece after) {
        Noticed change =
                new Noticed(before.count(), KINDS.get(random.nextInt(KINDS.size())), "table", "app.public.docs");
        return splice.judge(List.of(before, after), List.of(change));
    }

    /** Changes that changed nothing, in the middle of what was recorded in a row. */
    private List<Figure> placebos(int count) {
        int wrong = 0;
        for (int n = 0; n < count; n++) {
            trial.progress().now("placebo " + (n + 1) + " of " + count);
            Piece whole = piece(0, BEFORE + AFTER);
            Said said = change(
                    new Piece(whole.load(), whole.first(), BEFORE),
                    new Piece(whole.load(), whole.first() + BEFORE, AFTER));
            List<Effect> moves = said.effects().stream()
                    .filter(effect -> effect.outcome().isMove())
                    .toList();
            wrong += moves.isEmpty() ? 0 : 1;
            moves.forEach(effect -> trial.progress().now("placebo: " + effect));
        }
        return List.of(
                Figure.tried("placebos", count, 400),
                Figure.atMost("of them with a metric that rose or fell", 100.0 * wrong / count, "%", 2));
    }

    /** How often so much more was found, and what else was said. */
    private List<Figure> dose(double dose, int count) {
        double truth = load(dose).walPerCommit() / load(0).walPerCommit();
        int soon = 0;
        int found = 0;
        int within = 0;
        int intervals = 0;
        int denied = 0;
        for (int n = 0; n < count; n++) {
            trial.progress().now("dose " + dose + ", " + (n + 1) + " of " + count);
            Said said = change(piece(0, BEFORE), piece(dose, AFTER));
            List<Effect> effects = said.effects().stream()
                    .filter(effect -> effect.metric().equals(WAL))
                    .toList();
            soon += hasRisen(effects, SOON) ? 1 : 0;
            found += hasRisen(effects, AFTER) ? 1 : 0;
            denied += effects.stream().anyMatch(effect -> effect.outcome() == Outcome.NO_CHANGE) ? 1 : 0;
            Optional<Effect.Measured> last = effects.stream()
                    .flatMap(effect -> Optional.ofNullable(effect.measured()).stream())
                    .reduce((earlier, later) -> later);
            intervals += last.isPresent() ? 1 : 0;
            within += last.filter(measured -> holds(measured, truth)).isPresent() ? 1 : 0;
        }
        String name = Math.round(dose * 100) + " % more: ";
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.atLeast(name + "the truth", 100 * (truth - 1), "%", 0));
        figures.add(Figure.atLeast(
                name + "intervals that hold it",
                100.0 * within / Math.max(1, intervals),
                "%",
                trial.sample() ? 0 : 90));
        if (dose > 0.2) {
            figures.add(Figure.atLeast(name + "found within 10 windows", 100.0 * soon / count, "%", 95));
        } else if (dose > FLOOR) {
            figures.add(Figure.atLeast(name + "found within 30 windows", 100.0 * found / count, "%", 80));
        }
        if (truth > 1 + FLOOR) {
            figures.add(Figure.atMost(name + "said to be no change", 100.0 * denied / count, "%", 2));
        }
        return figures;
    }

    private static boolean hasRisen(List<Effect> effects, int windows) {
        return effects.stream().anyMatch(effect -> effect.windows() <= windows && effect.outcome() == Outcome.ROSE);
    }

    private static boolean holds(Effect.Measured measured, double truth) {
        Double low = measured.low();
        Double high = measured.high();
        return low != null && high != null && low <= truth && truth <= high;
    }

    /** An agent that has just begun: twice as much after ten windows, and nothing at all. */
    private List<Figure> fresh(int doubled, int unchanged) {
        int reported = 0;
        for (int n = 0; n < doubled; n++) {
            trial.progress().now("fresh and doubled, " + (n + 1) + " of " + doubled);
            Said said = splice.judge(List.of(piece(0, YOUNG), piece(1.0, EARLY)), List.of());
            reported += said.alerts().stream().anyMatch(alert -> alert.metric().equals(WAL)) ? 1 : 0;
        }
        int incidents = 0;
        for (int n = 0; n < unchanged; n++) {
            trial.progress().now("fresh, " + (n + 1) + " of " + unchanged);
            Said said = splice.judge(List.of(piece(0, UNCHANGED)), List.of());
            List<Alert> begun = Incidents.begun(said.alerts());
            incidents += begun.size();
            begun.forEach(alert -> trial.progress().now("fresh: " + alert.summary()));
        }
        return List.of(
                Figure.atLeast("fresh agents that report twice as much after ten windows", reported, "", doubled * 0.9),
                Figure.atMost("incidents of fresh agents where nothing changes", incidents, "", 1));
    }
}
