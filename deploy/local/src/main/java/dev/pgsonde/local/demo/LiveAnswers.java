package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/** Everything that the streams have answered so far, as any subscriber would see it. */
final class LiveAnswers implements AutoCloseable {
    private final Topics topics = Topics.standard();
    private final WireFormat<Window> windowFormat = WireFormat.of(topics.windows(), new SingleObjectFraming(topics));
    private final WireFormat<Alert> alertFormat = WireFormat.of(topics.alerts(), new SingleObjectFraming(topics));
    private final Scan scan;
    private final MetricSeries series;
    private final List<Window> windows = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();

    LiveAnswers(Pipeline pipeline, Metric metric, String source) {
        scan = Scan.of(pipeline, List.of(topics.windows(), topics.alerts()));
        series = new MetricSeries(metric, source);
    }

    /** Takes in what has come, after a short wait for it; whether there was anything. */
    boolean poll() {
        int before = windows.size() + alerts.size();
        scan.readSome(this::read);
        return windows.size() + alerts.size() > before;
    }

    /** Takes in all that is committed now. */
    void catchUp() {
        scan.readTo(scan.ends(), this::read);
    }

    MetricSeries series() {
        return series;
    }

    List<Window> windows() {
        return List.copyOf(windows);
    }

    List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    private void read(ConsumerRecord<Bytes, Bytes> record) {
        try {
            if (record.topic().equals(topics.alerts().name())) {
                alerts.add(alertFormat.read(record.value().get()));
            } else {
                Window window = windowFormat.read(record.value().get());
                windows.add(window);
                series.add(window);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(record.topic() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        scan.close();
    }
}
