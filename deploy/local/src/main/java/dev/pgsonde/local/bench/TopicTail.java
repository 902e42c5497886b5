package dev.pgsonde.local.bench;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.local.stack.KafkaAccess;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Text;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Reads what agents publish as it arrives, and remembers how much it was and of what. */
final class TopicTail implements AutoCloseable {
    private static final Duration TO_END = Duration.ofSeconds(10);

    private final Topics topics = Topics.standard();
    private final WireFormat<Observation> observations;
    private final WireFormat<Text> texts;
    private final WireFormat<Report> reports;
    private final String source;
    private final Scan scan;
    private final Thread reader = new Thread(this::read, "topic-tail");
    private final List<SampleSeen> samples = new ArrayList<>();
    private final List<RoundSeen> rounds = new ArrayList<>();
    private final Map<String, Integer> textIds = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private volatile boolean closed;
    private @Nullable String broken;

    /** The end of a round, and how many bytes of samples there had been by then, the round's own among them. */
    record RoundSeen(Round round, long bytesSoFar) {}

    private TopicTail(KafkaAccess kafka, String source) {
        this.source = source;
        SingleObjectFraming framing = new SingleObjectFraming(topics);
        this.observations = WireFormat.of(topics.samples(), framing);
        this.texts = WireFormat.of(topics.texts(), framing);
        this.reports = WireFormat.of(topics.agents(), framing);
        this.scan = Scan.of(Pipeline.at(kafka), List.of(topics.samples(), topics.texts(), topics.agents()));
    }

    /** Of one source, from the beginning of the topics on. */
    static TopicTail of(KafkaAccess kafka, String source) {
        TopicTail tail = new TopicTail(kafka, source);
        tail.reader.setDaemon(true);
        tail.reader.start();
        return tail;
    }

    private void read() {
        try {
            while (!closed) {
                scan.readSome(this::take);
            }
        } catch (RuntimeException e) {
            breakOff(e);
        } finally {
            scan.close();
        }
    }

    private synchronized void breakOff(RuntimeException e) {
        broken = String.valueOf(e.getMessage());
        notifyAll();
    }

    private synchronized void take(ConsumerRecord<Bytes, Bytes> record) {
        if (record.value() == null) {
            return;
        }
        try {
            take(record.topic(), record.value().get(), size(record));
        } catch (IOException e) {
            throw new UserError(record.topic() + ": " + e.getMessage(), e);
        }
    }

    private static long size(ConsumerRecord<Bytes, Bytes> record) {
        return (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    private void take(String topic, byte[] value, long size) throws IOException {
        if (topic.equals(topics.samples().name())) {
            Observation observation = observations.read(value);
            if (count(topic, observation.source(), size)) {
                take(observation, size);
            }
        } else if (topic.equals(topics.texts().name())) {
            Text text = texts.read(value);
            if (count(topic, text.source(), size)) {
                textIds.merge(text.id(), 1, Integer::sum);
            }
        } else {
            count(topic, reports.read(value).source(), size);
        }
    }

    private boolean count(String topic, String from, long size) {
        boolean ours = from.equals(source);
        if (ours) {
            bytes.merge(topic, size, Long::sum);
        }
        return ours;
    }

    private void take(Observation observation, long size) {
        if (observation instanceof Sample sample) {
            SampleSeen seen = SampleSeen.of(sample, size);
            if (sample.part() == 0 || samples.isEmpty()) {
                samples.add(seen);
            } else {
                samples.add(samples.remove(samples.size() - 1).and(seen)); // a frame's parts follow each other
            }
        } else if (observation instanceof Round round) {
            rounds.add(new RoundSeen(round, bytesOf(topics.samples().name())));
            notifyAll();
        }
    }

    private long bytesOf(String topic) {
        return bytes.getOrDefault(topic, 0L);
    }

    /** Waits until more than {@code seen} rounds have ended. */
    synchronized void awaitRounds(int seen, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (rounds.size() <= seen) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (broken != null) {
                throw new UserError("the topics cannot be read: " + broken);
            }
            if (left <= 0) {
                throw new UserError("the agent has published no round for " + patience.toSeconds() + " s");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a round", e);
            }
        }
    }

    synchronized List<RoundSeen> rounds() {
        return List.copyOf(rounds);
    }

    synchronized int roundCount() {
        return rounds.size();
    }

    synchronized Stream<SampleSeen> samples(Predicate<SampleSeen> wanted) {
        return samples.stream().filter(wanted).toList().stream();
    }

    /** How often each text was published, by its id. */
    synchronized Map<String, Integer> textIds() {
        return Map.copyOf(textIds);
    }

    /** Keys and values of all records so far, by topic. */
    synchronized Map<String, Long> bytes() {
        return Map.copyOf(bytes);
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(TO_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
