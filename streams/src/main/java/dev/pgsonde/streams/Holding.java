package dev.pgsonde.streams;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.streams.state.Sayings;
import dev.pgsonde.streams.state.Sayings.Postponed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Decides from when on it holds what people say: live, when it is read, so from the source's first round that has not been
 * taken in by then. The marker that is published of it says so, for replays: there a header says after how many samples of
 * its source it holds.
 */
final class Holding {
    private final Sayings sayings;
    private final String annotations;

    Holding(Sayings sayings, Topics topics) {
        this.sayings = sayings;
        this.annotations = topics.annotations().name();
    }

    /** What is said, as a record to be taken in now. */
    record Said(Record<String, byte[]> record, RecordMetadata where) {}

    /** Where something was read. */
    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    /** Whether it waits for samples that are still to come. */
    boolean isPostponed(Record<String, byte[]> record, RecordMetadata where) {
        long left = left(record.headers()).orElse(0);
        if (left <= 0 || record.key() == null || record.value() == null) {
            return false;
        }
        sayings.postpone(
                record.key(),
                new Postponed(left, record.timestamp(), where.partition(), where.offset(), record.value()));
        return true;
    }

    private static OptionalLong left(Headers headers) {
        Header header = headers.lastHeader(Marker.AFTER_SAMPLES);
        if (header == null || header.value() == null) {
            return OptionalLong.empty();
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** A record of samples is past, taken in or not: what holds from now on. */
    List<Said> passed(String source) {
        return sayings.passed(source).stream()
                .map(said -> new Said(
                        new Record<>(source, said.value(), said.timestamp()),
                        new Place(annotations, said.partition(), said.offset())))
                .toList();
    }

    /** The record of samples has been taken in. */
    void taken(RecordMetadata sample) {
        sayings.putLastSample(sample.offset());
    }

    /** The decision on what was said there: after which samples it holds. */
    List<Marker.Part> decision(RecordMetadata said) {
        return List.of(
                new Marker.Part(Marker.SAID, Marker.place(said.partition(), said.offset())),
                new Marker.Part(Marker.AFTER_SAMPLES, Marker.place(said.partition(), sayings.lastSample())));
    }
}
