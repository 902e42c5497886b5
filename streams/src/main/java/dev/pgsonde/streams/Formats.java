package dev.pgsonde.streams;

import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.MemberLoad;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;

/** How the topics' records are read and written. */
record Formats(
        Topics topics,
        Framing framing,
        WireFormat<Observation> samples,
        WireFormat<Saying> annotations,
        WireFormat<MemberLoad> members) {
    static Formats of(Topics topics, Framing framing) {
        return new Formats(
                topics,
                framing,
                WireFormat.of(topics.samples(), framing),
                WireFormat.of(topics.annotations(), framing),
                WireFormat.of(topics.members(), framing));
    }
}
