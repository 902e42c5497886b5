package dev.pgsonde.streams.alert;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Metric.Worse;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.streams.detect.Shift;
import java.util.Set;

/** What kind of thing a change is. Another unit of work is neither better nor worse; what the machine does, no code did. */
final class Verdicts {
    private static final Set<String> HOST = Set.of("cpu_steal", "foreign_cpu", "io_wait", "swapping");

    private Verdicts() {}

    static VerdictClass of(Metric metric, Shift shift, Alerts.Judgement judgement) {
        if (judgement
                .effects()
                .filter(effects -> effects.isComposition(metric, shift.isRise()))
                .isPresent()) {
            return VerdictClass.COMPOSITION;
        }
        if (metric.worse() == Worse.NEITHER) {
            return VerdictClass.CHANGE;
        }
        boolean worse = metric.worse() == (shift.isRise() ? Worse.MORE : Worse.LESS);
        if (!worse) {
            return VerdictClass.IMPROVEMENT;
        }
        Cause first = judgement.causes().get(0);
        return HOST.contains(first.kind()) ? VerdictClass.HOST_BOUND : VerdictClass.REGRESSION;
    }
}
