package dev.pgsonde.prove.dose;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.VerdictClass;
import java.util.List;

/** What people would have been sent. */
final class Incidents {
    private Incidents() {}

    /** The first alert of each incident; a finding is a state and no change. */
    static List<Alert> begun(List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> alert.sequence() == 1 && alert.id().equals(alert.incident()))
                .filter(alert -> alert.verdict() != VerdictClass.FINDING)
                .toList();
    }
}
