package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.config.SpoolConfig;
import dev.pgsonde.collect.look.FrameName;
import dev.pgsonde.collect.look.Missed;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Schemas;
import dev.pgsonde.schema.Text;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything goes that one source's agent publishes: samples and texts in one order, changes in another, each
 * through the spool when Kafka is away. Nobody who writes ever waits for Kafka for long.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    /** So long a stop waits for a Kafka that takes nothing: it may be about to come back. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** For how long in a round whoever writes waits for what was written before, while Kafka takes it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long HEAD = 4 << 20;
    private static final String SAMPLES = "samples";
    private static final String CHANGES = "changes";

    /** Who writes, and whether changes will be among it. */
    public record Sender(String source, boolean captures) {}

    private final String source;
    private final Topics topics;
    private final WireFormat<Observation> observations;
    private final WireFormat<Text> texts;
    private final WireFormat<Report> reports;
    private final WireFormat<Change> changes;
    private final LongSupplier nanos;
    private final Courier courier = new Courier();
    private final @Nullable SpoolDirectory directory;
    private final Lane samplesLane;
    private final @Nullable Lane changesLane;
    private final List<Lane> lanes = new ArrayList<>();
    private long patience = PATIENCE.toNanos();
    private @Nullable Farewell farewell;

    private Outbox(
            Broker broker,
            Topics topics,
            Framing framing,
            Sender sender,
            @Nullable SpoolConfig spool,
            @Nullable SpoolDirectory directory,
            LongSupplier nanos) {
        this.source = sender.source();
        this.topics = topics;
        this.observations = WireFormat.of(topics.samples(), framing);
        this.texts = WireFormat.of(topics.texts(), framing);
        this.reports = WireFormat.of(topics.agents(), framing);
        this.changes = WireFormat.of(topics.changes(), framing);
        this.nanos = nanos;
        this.directory = directory;
        long max = spool == null ? broker.buffer() : spool.max().bytes();
        boolean withChanges = sender.captures() || (directory != null && directory.holds(CHANGES));
        this.samplesLane = lane(broker, SAMPLES, withChanges ? max / 4 * 3 : max);
        this.changesLane = withChanges ? lane(broker, CHANGES, max / 4) : null;
        courier.start(lanes);
    }

    /** Lets the framing learn every schema now, since afterwards nobody may wait for it. */
    public static Outbox open(
            Broker broker,
            Topics topics,
            Framing framing,
            Sender sender,
            @Nullable SpoolConfig spool,
            LongSupplier nanos) {
        try {
            for (Topic<?> topic : List.of(topics.samples(), topics.texts(), topics.agents(), topics.changes())) {
                for (Class<? extends Record> type : topic.records()) {
                    framing.frame(topic.name(), Schemas.current(type));
                }
            }
        } catch (IOException e) {
            throw new UserError("cannot use the schema registry: " + e.getMessage() + "; check schema_registry", e);
        }
        SpoolDirectory directory = spool == null ? null : SpoolDirectory.take(spool.directory());
        return new Outbox(broker, topics, framing, sender, spool, directory, nanos);
    }

    private Lane lane(Broker broker, String name, long max) {
        Bound bound = Bound.of(max);
        Set<String> kept = name.equals(SAMPLES)
                ? Set.of(topics.samples().name(), topics.texts().name())
                : Set.of(topics.changes().name());
        Spool spool = directory == null ? memory(bound) : directory.open(name, bound, kept);
        Set<String> written = name.equals(SAMPLES)
                ? Set.of(topics.samples().name())
                : Set.of(topics.changes().name(), topics.samples().name());
        Lane lane =
                new Lane(new Head(HEAD), spool, KafkaCarrier.open(broker, written), this::told, nanos, courier::ring);
        lanes.add(lane);
        return lane;
    }

    private static Spool memory(Bound bound) {
        try {
            return Spool.open(new MemoryShelf(), bound, Set.of());
        } catch (IOException e) {
            throw new IllegalStateException("memory has no files", e);
        }
    }

    private Parcel told(Gap gap) {
        return new Parcel(
                topics.samples().name(),
                source,
                gap.to(),
                observations.write(gap.happening().marker(source, gap.to())));
    }

    /** Answers the record's size. */
    public int write(Observation observation) {
        courier.mustBeWell();
        byte[] bytes = observations.write(observation);
        FrameName frame = observation instanceof Sample sample ? new FrameName(sample.view(), sample.database()) : null;
        samplesLane.write(new Parcel(topics.samples().name(), observation.source(), observation.at(), bytes, frame));
        return bytes.length;
    }

    /** Waits a moment while more has been written than is on its way, so that large frames do not fill the memory. */
    public void makeWay() {
        long begun = nanos.getAsLong();
        try {
            while (patience > nanos.getAsLong() - begun && samplesLane.isBehind()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        patience -= nanos.getAsLong() - begun;
    }

    /** In the same order as samples, so that a name never comes after what it names. */
    public void write(Text text) {
        String key = text.source() + "/" + text.kind() + "/" + text.id();
        samplesLane.write(new Parcel(topics.texts().name(), key, text.at(), texts.write(text)));
    }

    /** Any thread may call this. */
    public void write(Change change) {
        if (changesLane == null) {
            throw new IllegalStateException("it was said that there would be no changes");
        }
        changesLane.write(
                new Parcel(topics.changes().name(), change.source(), change.committedAt(), changes.write(change)));
        changesLane.edge();
    }

    /** Is not worth keeping: nobody hears of it when Kafka is away. */
    public void write(Report report) {
        boolean unused = samplesLane.mention(parcel(report), outcome -> {});
    }

    /** Comes after all else, before this closes. */
    public void writeLast(Report report) {
        farewell = new Farewell(parcel(report));
    }

    private Parcel parcel(Report report) {
        return new Parcel(topics.agents().name(), report.source(), report.at(), reports.write(report));
    }

    /** The last record of a round has been written: here the spool may be cut, and what waits in it is synced. */
    public void endOfRound(Instant at) {
        samplesLane.edge();
        lanes.forEach(lane -> lane.sync(at));
        patience = PATIENCE.toNanos();
    }

    /** Whose frames have not arrived, so that changes would be laid upon what is missing. */
    public Missed takeMissed() {
        return samplesLane.takeMissed();
    }

    public Throughput throughput() {
        Throughput all = samplesLane.throughput();
        return changesLane == null ? all : all.and(changesLane.throughput());
    }

    /** What does not arrive within the farewell is there for the next start. */
    @Override
    public void close() {
        try {
            courier.stop();
            long deadline = nanos.getAsLong() + FAREWELL.toNanos();
            while (nanos.getAsLong() < deadline && !hasSentAll()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long lost = lanes.stream().mapToLong(Lane::close).sum();
        if (lost > 0) {
            log.warn("{} records are lost: Kafka takes nothing, and no spool keeps them", lost);
        }
        closeDirectory();
    }

    private boolean hasSentAll() {
        lanes.forEach(Lane::pump);
        if (!lanes.stream().allMatch(Lane::isEmpty)) {
            return false;
        }
        if (farewell != null) {
            farewell.sendThrough(samplesLane);
        }
        return farewell == null || farewell.hasArrived();
    }

    private void closeDirectory() {
        try {
            if (directory != null) {
                directory.close();
            }
        } catch (IOException e) {
            log.warn("{}", e.getMessage());
        }
    }
}
