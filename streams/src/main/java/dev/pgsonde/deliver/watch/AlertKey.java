package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Alert;

/** At most one alert of each is open. */
record AlertKey(Outage kind, String source, String subject) {
    /** Of an alert that delivery has made. */
    static AlertKey of(Alert alert) {
        return new AlertKey(Outage.named(alert.metric()), alert.source(), alert.subject());
    }
}
