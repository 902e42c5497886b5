package dev.pgsonde.streams;

import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.state.Sums.ClosedView;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Totals;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.ViewSums;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Closes a source's windows when a round has passed their end, and has what they add up to judged. */
final class Closing {
    private final Tumbling windows;
    private final Sums sums;
    private final Judging judging;
    private final Outlet outlet;

    Closing(Tumbling windows, Sums sums, Judging judging, Outlet outlet) {
        this.windows = windows;
        this.sums = sums;
        this.judging = judging;
        this.outlet = outlet;
    }

    /** A round may be taken a little before its time: a tenth of the time between rounds makes no difference. */
    void close(Round round) {
        Instant passed = round.at().plusMillis(round.everyMs() / 10);
        Instant newest = windows.startOf(passed).minus(windows.length());
        List<ClosedView> views = sums.takeOldest(round.source(), newest);
        while (!views.isEmpty()) {
            close(round.source(), views);
            views = sums.takeOldest(round.source(), newest);
        }
        SourceState state = sums.source(round.source());
        sums.put(round.source(), state.closedUpTo(windows.endOf(newest)));
    }

    private void close(String source, List<ClosedView> views) {
        SourceState state = sums.source(source).in(views.get(0).sums().incarnation());
        sums.put(source, state);
        Totals totals = new Totals();
        for (ClosedView view : views) {
            publish(source, state.run(), view);
            add(totals, view);
        }
        Instant start = views.get(0).start();
        judging.judge(source, state, start, windows.endOf(start), totals);
    }

    private void add(Totals totals, ClosedView view) {
        ViewSums known = view.sums();
        if (!known.isWhole(windows)) {
            totals.addUnknown(known.metrics());
            return;
        }
        totals.addStill(known.metrics());
        view.rows().forEach(row -> totals.add(known.metrics(), row.value));
    }

    private void publish(String source, @Nullable String run, ClosedView view) {
        ViewSums known = view.sums();
        if (known.reason() != null) {
            String subject = view.database().isEmpty() ? view.view() : view.database() + "." + view.view();
            outlet.window(new Window(
                    source,
                    view.start(),
                    windows.endOf(view.start()),
                    known.incarnation(),
                    run,
                    "view",
                    subject,
                    view.view(),
                    null,
                    known.coveredMs(),
                    known.samples(),
                    known.reason()));
        }
        for (KeyValue<String, RowSums> row : view.rows()) {
            for (int n = 0; n < known.metrics().size(); n++) {
                publish(source, run, view, row, n);
            }
        }
    }

    private void publish(
            String source, @Nullable String run, ClosedView view, KeyValue<String, RowSums> row, int metric) {
        RowSums known = row.value;
        boolean measured = known.totals().known()[metric];
        long total = known.totals().numbers()[metric];
        boolean still = measured && total == 0 && !view.sums().subjectKind().equals("server");
        if (known.reason() == null && (still || !measured)) {
            return;
        }
        String reason = known.reason() != null ? known.reason() : view.sums().reason();
        outlet.window(new Window(
                source,
                view.start(),
                windows.endOf(view.start()),
                view.sums().incarnation(),
                run,
                view.sums().subjectKind(),
                row.key.isEmpty() ? source : row.key,
                view.sums().metrics().get(metric),
                measured ? Long.valueOf(total) : null,
                known.reason() != null ? known.coveredMs() : view.sums().coveredMs(),
                known.samples(),
                reason));
    }
}
