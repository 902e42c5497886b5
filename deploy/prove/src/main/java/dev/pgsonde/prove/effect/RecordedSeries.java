package dev.pgsonde.prove.effect;

import dev.pgsonde.local.detect.Recording;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Effect.Outcome;
import dev.pgsonde.streams.cause.KnownChange;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.detect.Uncertainty;
import dev.pgsonde.streams.effect.EffectMeasuring;
import dev.pgsonde.streams.effect.EffectMeasuring.Found;
import dev.pgsonde.streams.effect.EffectMeasuring.Measurand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A metric of a recorded server, in which nothing was changed, judged window by window. */
final class RecordedSeries {
    /** Windows after a change that are looked at. */
    static final int AFTER = 30;

    private final Recording recording;
    private final Limits limits;
    private final Judge judge;
    private final EffectMeasuring measuring;

    RecordedSeries(Recording recording, Limits limits) {
        this.recording = recording;
        this.limits = limits;
        this.judge = new Judge(Tuning.STANDARD, recording.window());
        this.measuring = new EffectMeasuring(judge, recording.window());
    }

    /** What was found at one look, so many windows after the change. */
    record Look(int windows, Outcome outcome) {}

    int size() {
        return recording.trace().size();
    }

    /** In the middle of a window. */
    Instant during(int window) {
        return start(window).plus(recording.window().dividedBy(2));
    }

    /** After one more window; one that is not known is left out. */
    Series after(Series series, int window, double factor, List<Instant> events) {
        if (!recording.trace().isKnown(window) || recording.trace().denominator(window) < 1) {
            return series;
        }
        Point point = new Point(
                start(window),
                Math.round(recording.trace().numerator(window) * factor),
                Math.round(recording.trace().denominator(window)));
        return judge.judge(series, point, limits, events).series();
    }

    /** All that is found after a change in the middle of a window that multiplies the metric. */
    List<Look> looks(Series before, int window, double factor, KnownChange change) {
        List<Look> looks = new ArrayList<>();
        Series series = before;
        for (int n = window; n <= window + AFTER; n++) {
            Series longer = after(series, n, n == window ? (1 + factor) / 2 : factor, List.of(change.at()));
            int passed = measuring.passed(change, start(n).plus(recording.window()));
            if (measuring.isTime(change, longer, longer.isLongerThan(series), passed)) {
                measuring
                        .measure(
                                change,
                                new Measurand(recording.metric(), limits.floor(), longer, Uncertainty.NONE),
                                List.of(change),
                                passed)
                        .map(Found::outcome)
                        .ifPresent(outcome -> looks.add(new Look(passed, outcome)));
            }
            series = longer;
        }
        return looks;
    }

    private Instant start(int window) {
        return Instant.EPOCH.plus(recording.window().multipliedBy(window));
    }
}
