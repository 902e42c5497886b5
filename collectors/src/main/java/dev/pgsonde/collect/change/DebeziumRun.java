package dev.pgsonde.collect.change;

import dev.pgsonde.collect.text.ServerWords;
import dev.pgsonde.schema.Change;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** One run of Debezium, from its start to its failure or end, in threads of its own. */
final class DebeziumRun implements Engine {
    private static final Duration FAREWELL = Duration.ofMillis(1500);

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable String failure;

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

    private DebeziumRun(Properties properties, ChangeReader reader, Consumer<Change> changes) {
        engine = DebeziumEngine.create(ChangeEventFormat.of(io.debezium.embedded.Connect.class))
                .using(properties)
                .using((success, message, error) -> complete(success, error))
                .notifying((records, committer) -> hand(records, committer, reader, changes))
                .build();
    }

    static DebeziumRun start(Properties properties, ChangeReader reader, Consumer<Change> changes) {
        DebeziumRun run = new DebeziumRun(properties, reader, changes);
        daemon(run.engine, "capture").start();
        return run;
    }

    private static void hand(
            List<RecordChangeEvent<SourceRecord>> records,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer,
            ChangeReader reader,
            Consumer<Change> changes)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> event : records) {
            reader.read(event.record()).ifPresent(changes);
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }

    private void complete(boolean success, @Nullable Throwable error) {
        failure = success ? "it ended" : "it failed: " + (error == null ? "no reason given" : harmless(error));
        over.countDown();
    }

    /** The server's own words, where it was the server. They, and all other messages, may quote what was being decoded. */
    private static String harmless(Throwable error) {
        List<Throwable> causes = Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        return causes.stream()
                .filter(SQLException.class::isInstance)
                .map(cause -> ServerWords.of((SQLException) cause))
                .findFirst()
                .orElseGet(() -> causes.get(causes.size() - 1).getClass().getSimpleName());
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Debezium refuses to be closed while it starts, and waits long for a server that is gone: both in a thread of their own. */
    @Override
    public void close() {
        if (over.getCount() == 0) {
            return;
        }
        daemon(this::closeWhenStarted, "capture-end").start();
        try {
            boolean ended = over.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            failure = ended ? "it was stopped" : "it was abandoned while it stopped";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeWhenStarted() {
        boolean closing = false;
        while (!closing && over.getCount() > 0) {
            try {
                engine.close();
                closing = true;
            } catch (IOException | IllegalStateException e) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            over.await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
