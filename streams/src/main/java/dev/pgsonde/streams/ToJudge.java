package dev.pgsonde.streams;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What the processor of windows hands on to the one that judges them. */
sealed interface ToJudge {
    /** When, by the clock of the server. */
    Instant at();

    /** A record of a closed window; the server's comes last. */
    record Row(Window window) implements ToJudge {
        @Override
        public Instant at() {
            return window.end();
        }

        boolean isServer() {
            return window.view().equals(View.SERVER);
        }
    }

    /** Something that happened, and may be a cause. */
    record Event(Marker marker) implements ToJudge {
        @Override
        public Instant at() {
            return marker.at();
        }
    }

    /** What people say of alerts, and since when it holds. */
    record Said(Saying saying, List<Marker.Part> decision, Record<String, byte[]> record, RecordMetadata where)
            implements ToJudge {
        @Override
        public Instant at() {
            return saying.at();
        }
    }
}
