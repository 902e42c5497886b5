package dev.pgsonde.flink;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.NameList;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Subtracts each row from the one before, adds the differences up, and publishes a window when a timer says that it has
 * ended, or a row of a later one comes first. One value of state for each row.
 */
final class Windowing extends KeyedProcessFunction<String, RowRead, byte[]> {
    static final long LENGTH_MS = 30_000;

    private transient @Nullable ValueState<Series> state;
    private transient @Nullable WireFormat<Window> format;
    private transient @Nullable Map<String, NameList> metrics;
    private transient @Nullable Map<String, List<String>> labels;

    @Override
    public void open(OpenContext context) {
        Topics topics = Topics.standard();
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("series", Series.class));
        format = WireFormat.of(topics.windows(), new SingleObjectFraming(topics));
        metrics = new HashMap<>();
        labels = new HashMap<>();
    }

    @Override
    public void processElement(RowRead row, Context context, Collector<byte[]> out) throws IOException {
        ValueState<Series> store = Objects.requireNonNull(state);
        Series series = store.value();
        if (series == null) {
            store.update(Series.of(row));
            return;
        }
        long end = Math.floorDiv(row.tick - 1, LENGTH_MS) * LENGTH_MS + LENGTH_MS;
        if (series.end != end) {
            publish(series, out);
            series.end = end;
            context.timerService().registerEventTimeTimer(end);
        }
        series.add(row);
        store.update(series);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<byte[]> out) throws IOException {
        ValueState<Series> store = Objects.requireNonNull(state);
        Series series = store.value();
        if (series != null && series.end == time && series.samples > 0) {
            publish(series, out);
            store.update(series);
        }
    }

    private void publish(Series series, Collector<byte[]> out) {
        if (series.samples > 0 && Arrays.stream(series.sums).anyMatch(sum -> sum != 0)) {
            out.collect(Objects.requireNonNull(format).write(window(series, metrics(series.view), labels(series.view))));
            Arrays.fill(series.sums, 0);
        }
        series.samples = 0;
    }

    private static Window window(Series series, NameList names, List<String> labels) {
        return new Window(
                series.view,
                series.source,
                Instant.ofEpochMilli(series.end - LENGTH_MS),
                Instant.ofEpochMilli(series.end),
                series.incarnation,
                null,
                series.view,
                series.kind,
                series.subject,
                Subject.labels(series.subject, labels),
                LENGTH_MS,
                series.samples,
                0,
                false,
                null,
                names.fingerprint(),
                NamedNumbers.of(names, series.sums, new BitSet()),
                NamedNumbers.NONE);
    }

    private List<String> labels(String view) {
        return Objects.requireNonNull(labels)
                .computeIfAbsent(view, name -> Catalog.standard().view(name).labels());
    }

    private NameList metrics(String view) {
        return Objects.requireNonNull(metrics)
                .computeIfAbsent(view, name -> NameList.of(Catalog.standard().view(name).columns().entrySet().stream()
                        .filter(column -> column.getValue().kind() == ColumnKind.COUNTER)
                        .map(column -> name + "." + column.getKey())
                        .toList()));
    }
}
