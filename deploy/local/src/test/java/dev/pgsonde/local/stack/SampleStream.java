package dev.pgsonde.local.stack;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.TextColumn;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the agents of several servers tell, always the same: steady work, in which the WAL of some servers doubles. */
public final class SampleStream {
    static final int SOURCES = 6;
    private static final int EVERY = 10_000;
    private static final int STATEMENTS = 20;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Incarnation LIFE =
            new Incarnation("7412", 1, START.minusSeconds(3600), Incarnation.Role.PRIMARY);

    private final Random random = new Random(42);
    private final WireFormat<Observation> format;
    private final long[] commits = new long[SOURCES];
    private final long[] wal = new long[SOURCES];
    private final long[][] calls = new long[SOURCES][STATEMENTS];
    private final int change;
    private int round;

    /** From round {@code change} on, every second server writes twice as much for each commit. */
    public SampleStream(int change) {
        this(change, new SingleObjectFraming(Topics.standard()));
    }

    public SampleStream(int change, Framing framing) {
        this.change = change;
        this.format = WireFormat.of(Topics.standard().samples(), framing);
    }

    /** The next rounds of all servers, and now and then a record that is none. */
    public List<ProducerRecord<String, byte[]>> next(int rounds) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int n = 0; n < rounds; n++) {
            for (int source = 0; source < SOURCES; source++) {
                for (Observation observation : round(source)) {
                    records.add(record(observation));
                }
            }
            if (round % 50 == 7) {
                records.add(record("server-0", "poison".getBytes(StandardCharsets.UTF_8), at(round)));
            }
            round++;
        }
        return records;
    }

    public static ProducerRecord<String, byte[]> record(String source, byte[] value, Instant at) {
        return new ProducerRecord<>(Topics.standard().samples().name(), null, at.toEpochMilli(), source, value);
    }

    private ProducerRecord<String, byte[]> record(Observation observation) {
        return record(observation.source(), format.write(observation), observation.at());
    }

    public static Instant at(int round) {
        return START.plusMillis((long) round * EVERY + 12);
    }

    private List<Observation> round(int source) {
        boolean changed = round >= change && source % 2 == 0;
        long more = 900L + random.nextInt(200);
        commits[source] += more;
        wal[source] += more * (changed ? 4000 : 2000) + random.nextInt(10_000);
        for (int n = 0; n < STATEMENTS; n++) {
            calls[source][n] += random.nextInt(3) == 0 ? random.nextInt(100) : 0;
        }
        String[] ids = IntStream.range(0, STATEMENTS).mapToObj(n -> "q" + n).toArray(String[]::new);
        Instant tick = START.plusMillis((long) round * EVERY);
        return List.of(
                sample(source, "wal_lsn", "server", tick, counter("lsn_bytes", wal[source])),
                sample(source, "wal", "server", tick, counter("wal_bytes", wal[source]), counter("wal_fpi", 0)),
                sample(
                        source,
                        "database",
                        "database",
                        tick,
                        label("datname", "app"),
                        counter("xact_commit", commits[source])),
                sample(
                        source,
                        "statements",
                        "statement",
                        tick,
                        label("query_id", ids),
                        counter("calls", calls[source].clone())),
                new Round("server-" + source, "agent", round, at(round), EVERY, List.of(), tick));
    }

    private Sample sample(int source, String view, String subjectKind, Instant tick, Column... columns) {
        return new Sample(
                "server-" + source,
                "agent",
                round,
                at(round),
                LIFE,
                view,
                "",
                subjectKind,
                FrameKind.FULL,
                List.of(columns),
                List.of(),
                null,
                null,
                tick,
                EVERY);
    }

    private static Column label(String name, String... values) {
        return new TextColumn(name, ColumnKind.LABEL, List.of(values), new int[0]);
    }

    private static Column counter(String name, long... values) {
        return new LongColumn(name, ColumnKind.COUNTER, values, new int[0]);
    }
}
