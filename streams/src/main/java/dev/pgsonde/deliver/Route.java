package dev.pgsonde.deliver;

import dev.pgsonde.deliver.watch.Outage;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Glob;
import java.util.List;

/** Which alerts a receiver is told of: grave enough, and of a source, a metric and a subject that it asked for. */
record Route(Severity least, List<String> sources, List<String> metrics, List<String> subjects) {
    Route {
        sources = List.copyOf(sources);
        metrics = List.copyOf(metrics);
        subjects = List.copyOf(subjects);
    }

    /** Whether this transition is told: none that is silenced, and no end of what nobody was told of. */
    boolean leadsHere(Alert alert) {
        boolean heard = alert.stage() != AlertStage.SILENCED && (alert.state() == AlertState.FIRING || alert.told());
        return heard
                && alert.severity().compareTo(least) <= 0
                && (isOfAllSources(alert) || matches(sources, alert.source()))
                && matches(metrics, alert.metric())
                && matches(subjects, alert.subject());
    }

    /** Who asked for one source has to know that nothing at all is watched. */
    private static boolean isOfAllSources(Alert alert) {
        return alert.isOfDelivery() && alert.source().equals(Outage.WHOLE);
    }

    private static boolean matches(List<String> globs, String name) {
        return globs.stream().anyMatch(glob -> Glob.matches(glob, name));
    }
}
