package dev.pgsonde.local.record;

import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Schemas;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.Bytes;

/** What went by: how many records of each topic, the time they cover, and the last round that an agent finished. */
public final class Contents {
    private static final Topics TOPICS = Topics.standard();
    private static final Schema ROUND = Schemas.current(Round.class);

    private final Framing framing;
    private final Map<String, Long> records = new TreeMap<>();
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private long lastRoundMs = Long.MIN_VALUE;
    private long bytes;

    Contents(Framing framing) {
        this.framing = framing;
    }

    /** What stands on the samples topic of a pipeline now. */
    public static Contents ofSamples(Pipeline pipeline) {
        Contents contents = new Contents(pipeline.framing());
        try (Scan scan = Scan.of(pipeline, List.of(TOPICS.samples()))) {
            scan.readTo(scan.ends(), record -> contents.add(Entry.of(record)));
        }
        return contents;
    }

    /** What the streams told is no question. */
    void add(Entry entry) {
        if (entry.topic().equals(TOPICS.markers().name())) {
            return;
        }
        records.merge(entry.topic(), 1L, Long::sum);
        bytes += entry.value() == null ? 0 : entry.value().get().length;
        if (entry.topic().equals(TOPICS.samples().name())) {
            firstMs = Math.min(firstMs, entry.timestampMs());
            lastMs = Math.max(lastMs, entry.timestampMs());
            if (endsRound(entry)) {
                lastRoundMs = Math.max(lastRoundMs, entry.timestampMs());
            }
        }
    }

    public Map<String, Long> records() {
        return Collections.unmodifiableMap(records);
    }

    public long bytes() {
        return bytes;
    }

    public long total() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean hasSamples() {
        return firstMs <= lastMs;
    }

    Instant first() {
        return Instant.ofEpochMilli(firstMs);
    }

    Instant last() {
        return Instant.ofEpochMilli(lastMs);
    }

    public Duration covered() {
        return hasSamples() ? Duration.ofMillis(lastMs - firstMs) : Duration.ZERO;
    }

    /** What the streams say later than this came of records that are not here. */
    public OptionalLong lastRoundMs() {
        return lastRoundMs == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(lastRoundMs);
    }

    private boolean endsRound(Entry entry) {
        Bytes value = entry.value();
        if (value == null) {
            return false;
        }
        try {
            return framing.writer(ByteBuffer.wrap(value.get())).getFullName().equals(ROUND.getFullName());
        } catch (IOException e) {
            return false; // the streams will reject it, here as there
        }
    }
}
