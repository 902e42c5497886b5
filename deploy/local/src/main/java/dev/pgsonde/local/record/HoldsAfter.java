package dev.pgsonde.local.record;

import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * After how many samples of its source each thing that people said holds in a replay: after those that had been taken in when
 * the recorded pipeline read it, as that told on its markers; where nothing was told, after those of before it was said.
 */
final class HoldsAfter {
    private static final Topics TOPICS = Topics.standard();

    private final WireFormat<Marker> markers;
    private final WireFormat<Saying> sayings;
    private final Map<@Nullable Bytes, List<Sample>> samples = new HashMap<>();
    /** What was said to the last sample before it, by their places. */
    private final Map<String, String> decisions = new HashMap<>();

    private record Sample(int partition, long offset, long timestampMs) {}

    HoldsAfter(Framing framing) {
        markers = WireFormat.of(TOPICS.markers(), framing);
        sayings = WireFormat.of(TOPICS.annotations(), framing);
    }

    /** Of all entries, in any order of topics. */
    void add(Entry entry) {
        if (entry.topic().equals(TOPICS.samples().name())) {
            samples.computeIfAbsent(entry.key(), any -> new ArrayList<>())
                    .add(new Sample(entry.partition(), entry.offset(), entry.timestampMs()));
        } else if (entry.topic().equals(TOPICS.markers().name())) {
            read(markers, entry).ifPresent(marker -> marker.partAfter(Marker.SAID)
                    .ifPresent(said ->
                            marker.partAfter(Marker.AFTER_SAMPLES).ifPresent(after -> decisions.put(said, after))));
        }
    }

    long samplesBefore(Entry said) {
        List<Sample> ofSource = samples.getOrDefault(said.key(), List.of());
        String after = decisions.get(Marker.place(said.partition(), said.offset()));
        if (after != null) {
            String[] place = after.split("@", -1);
            int partition = Integer.parseInt(place[0]);
            long offset = Long.parseLong(place[1]);
            return ofSource.stream()
                    .filter(sample -> sample.partition() == partition && sample.offset() <= offset)
                    .count();
        }
        long atMs =
                read(sayings, said).map(saying -> saying.at().toEpochMilli()).orElse(0L);
        return ofSource.stream()
                .takeWhile(sample -> sample.timestampMs() < atMs)
                .count();
    }

    /** What cannot be read is rejected by the streams, here as there. */
    private static <V> Optional<V> read(WireFormat<V> format, Entry entry) {
        Bytes value = entry.value();
        try {
            return value == null ? Optional.empty() : Optional.of(format.read(value.get()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
