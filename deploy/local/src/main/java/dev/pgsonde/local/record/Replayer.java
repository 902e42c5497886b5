package dev.pgsonde.local.record;

import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Asks a fresh pipeline what the recorded one was asked, as fast as it takes it, and waits for the last answer. */
final class Replayer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS_A_REPORT = 1000;

    private final Pipeline pipeline;
    private final String group;
    private final Progress progress;

    /** {@code group} is the application.id of the pipeline's streams. */
    Replayer(Pipeline pipeline, String group, Progress progress) {
        this.pipeline = pipeline;
        this.group = group;
        this.progress = progress;
    }

    /** Fails as {@code stillGood} does, which is asked now and then. */
    Duration replay(Recording recording, Runnable stillGood) {
        long startedAt = System.nanoTime();
        try (Progress.Step step = progress.begin("replaying " + recording.file())) {
            feed(recording, stillGood, step);
            step.now("waiting for the answers");
            try (CaughtUp caughtUp = CaughtUp.of(pipeline, group)) {
                caughtUp.await(PATIENCE, stillGood);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
            step.done(recording.contents().total() + " records in " + took.toMillis() + " ms");
            return took;
        }
    }

    /**
     * What people said comes first, each with the number of samples after which it holds: so it does not matter how the topics
     * were mixed, there and here.
     */
    private void feed(Recording recording, Runnable stillGood, Progress.Step step) {
        Topics topics = Topics.standard();
        Feed feed = new Feed(step, recording.contents().total());
        HoldsAfter holdsAfter = new HoldsAfter(Framing.of(null, topics));
        recording.forEach(holdsAfter::add);
        try (Producer<Bytes, Bytes> producer = pipeline.producer();
                CaughtUp caughtUp = CaughtUp.of(pipeline, group)) {
            recording.forEach(entry -> {
                if (entry.topic().equals(topics.annotations().name())) {
                    String after = String.valueOf(holdsAfter.samplesBefore(entry));
                    ProducerRecord<Bytes, Bytes> said = entry.produced();
                    said.headers().add(Marker.AFTER_SAMPLES, after.getBytes(StandardCharsets.UTF_8));
                    feed.send(producer, said);
                }
            });
            producer.flush();
            feed.requireWhole();
            caughtUp.await(PATIENCE, stillGood);
            for (Topic<?> topic : List.of(topics.changes(), topics.samples())) {
                recording.forEach(entry -> {
                    if (entry.topic().equals(topic.name())) {
                        feed.send(producer, entry.produced());
                    }
                });
            }
            producer.flush();
        }
        feed.requireWhole();
    }

    /** What was sent so far, and the first failure. */
    private static final class Feed {
        private final Progress.Step step;
        private final long all;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private long sent;

        Feed(Progress.Step step, long all) {
            this.step = step;
            this.all = all;
        }

        void send(Producer<Bytes, Bytes> producer, ProducerRecord<Bytes, Bytes> record) {
            requireWhole();
            var unused = producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
            if (++sent % RECORDS_A_REPORT == 0) {
                step.now(sent + " of " + all + " records");
            }
        }

        void requireWhole() {
            Exception e = failure.get();
            if (e != null) {
                throw new UserError("Kafka did not take a record: " + e.getMessage(), e);
            }
        }
    }
}
