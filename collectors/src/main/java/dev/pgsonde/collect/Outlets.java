package dev.pgsonde.collect;

import dev.pgsonde.collect.publish.Throughput;
import dev.pgsonde.collect.publish.TopicWriter;
import dev.pgsonde.collect.publish.TopicWriter.Gap;
import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where records go, under the source's name and at the server's time. */
record Outlets(
        String source,
        TopicWriter<Observation> samples,
        TopicWriter<Change> changes,
        TopicWriter<Text> texts,
        TopicWriter<Report> reports) {
    private static final Logger log = LoggerFactory.getLogger(Outlets.class);

    /** {@code standsFor} is how many records are lost when this one is; answers the record's size. */
    int write(Observation observation, int standsFor) {
        return samples.write(source, observation.at().toEpochMilli(), observation, standsFor);
    }

    void write(Change change) {
        changes.write(source, change.committedAt().toEpochMilli(), change, 1);
    }

    void write(Text text) {
        texts.write(source + '/' + text.id(), text.at().toEpochMilli(), text, 1);
    }

    void write(Report report) {
        reports.write(report.agent(), report.at().toEpochMilli(), report, 1);
    }

    /** What never arrived; it is not told again, so whoever takes it publishes it. */
    List<Gap> takeGaps() {
        List<Gap> gaps = Stream.of(samples.takeGap(), changes.takeGap())
                .flatMap(Optional::stream)
                .toList();
        gaps.forEach(gap -> log.warn("{} records for {} were lost: {}", gap.records(), gap.topic(), gap.reason()));
        return gaps;
    }

    Throughput throughput() {
        return samples.throughput();
    }
}
