package dev.pgsonde.schema;

import java.time.Instant;

/** Something that people and their machines say of a source. */
public sealed interface Saying permits Annotation, Acknowledgement, Silence, SilenceEnded {
    String source();

    Instant at();
}
