package dev.pgsonde.local.scenario;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.local.stack.KafkaAccess;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What the streams have said so far of every server, for the stories that wait for it. */
final class Observatory implements AutoCloseable {
    private static final String LEDGER = "wal_lsn.lsn_bytes";

    private final Topics topics = Topics.standard();
    private final WireFormat<Window> windowFormat = WireFormat.of(topics.windows(), new SingleObjectFraming(topics));
    private final WireFormat<Alert> alertFormat = WireFormat.of(topics.alerts(), new SingleObjectFraming(topics));
    private final WireFormat<Judged> judgedFormat = WireFormat.of(topics.judged(), new SingleObjectFraming(topics));
    private final Scan scan;
    private final Thread thread = new Thread(this::read, "observatory");
    private final Map<String, Set<Instant>> windows = new HashMap<>();
    private final Map<String, Set<String>> reasons = new HashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Judged> judged = new ArrayList<>();
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    Observatory(KafkaAccess kafka) {
        scan = Scan.of(Pipeline.at(kafka), List.of(topics.windows(), topics.alerts(), topics.judged()));
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            while (!stopping) {
                scan.readSome(this::take);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Nobody waits for what will never come. */
    private void requireWell() {
        RuntimeException e = failure;
        if (e != null) {
            throw new IllegalStateException("nothing is read any more", e);
        }
    }

    private synchronized void take(ConsumerRecord<Bytes, Bytes> record) {
        try {
            if (record.topic().equals(topics.alerts().name())) {
                alerts.add(alertFormat.read(record.value().get()));
            } else if (record.topic().equals(topics.judged().name())) {
                judged.add(judgedFormat.read(record.value().get()));
            } else {
                take(windowFormat.read(record.value().get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(record.topic() + ": " + e.getMessage(), e);
        }
    }

    private void take(Window window) {
        if (window.grain().equals("server") && window.sums().of(LEDGER).isPresent()) {
            windows.computeIfAbsent(window.source(), any -> new TreeSet<>()).add(window.start());
        }
        String reason = window.reason();
        if (reason != null) {
            reasons.computeIfAbsent(window.source() + " " + window.view(), any -> new TreeSet<>())
                    .add(reason);
        }
    }

    synchronized int windows(String source) {
        requireWell();
        return windows.getOrDefault(source, Set.of()).size();
    }

    /** Why parts of a view are unknown. */
    synchronized Set<String> reasons(String source, String view) {
        return Set.copyOf(reasons.getOrDefault(source + " " + view, Set.of()));
    }

    /** Every transition of every alert of a server. */
    synchronized List<Alert> alerts(String source) {
        return alerts.stream().filter(alert -> alert.source().equals(source)).toList();
    }

    /** What of a server was looked at and not told. */
    synchronized List<Judged> judged(String source) {
        return judged.stream().filter(each -> each.source().equals(source)).toList();
    }

    /** The newest transition of the first alert of a server that is such a one. */
    Optional<Alert> first(String source, Predicate<Alert> such) {
        List<Alert> told = alerts(source);
        return told.stream().filter(such).findFirst().map(first -> told.stream()
                .filter(alert -> alert.id().equals(first.id()))
                .reduce(first, (one, other) -> other.sequence() > one.sequence() ? other : one));
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scan.close();
    }
}
