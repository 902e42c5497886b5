package dev.pgsonde.collect;

import dev.pgsonde.collect.publish.TopicWriter;
import dev.pgsonde.collect.publish.TopicWriter.Gap;
import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Observation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where records go, under the source's name and at the server's time. */
record Outlets(String source, TopicWriter<Observation> samples, TopicWriter<Change> changes) {
    private static final Logger log = LoggerFactory.getLogger(Outlets.class);

    /** {@code standsFor} is how many records are lost when this one is. */
    void write(Observation observation, int standsFor) {
        samples.write(source, observation.at().toEpochMilli(), observation, standsFor);
    }

    void write(Change change) {
        changes.write(source, change.committedAt().toEpochMilli(), change, 1);
    }

    /** What never arrived; it is not told again, so whoever takes it publishes it. */
    List<Gap> takeGaps() {
        List<Gap> gaps = Stream.of(samples.takeGap(), changes.takeGap())
                .flatMap(Optional::stream)
                .toList();
        gaps.forEach(gap -> log.warn("{} records for {} were lost: {}", gap.records(), gap.topic(), gap.reason()));
        return gaps;
    }
}
