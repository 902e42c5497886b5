package dev.pgsonde.streams;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Sample;

/** A view of one database of a source, in one life of its server. */
record Watched(String source, String view, String database, String subjectKind, String incarnation) {
    static Watched by(Sample sample) {
        return new Watched(
                sample.source(),
                sample.view(),
                sample.database(),
                sample.subjectKind(),
                sample.incarnation().id());
    }

    /** Another view, of the server as a whole, that the same sample tells something of. */
    static Watched by(Sample sample, View other) {
        return new Watched(
                sample.source(),
                other.view(),
                "",
                other.subject(),
                sample.incarnation().id());
    }

    /** As people know it. */
    String name() {
        return database.isEmpty() ? view : database + "." + view;
    }
}
