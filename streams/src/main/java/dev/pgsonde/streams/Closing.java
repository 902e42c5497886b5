package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.delta.Reason;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.SeenRows;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.ImageSize;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.ServerSums;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Closes a source's windows when a round has come to their end, and hands on what they come to. */
final class Closing {
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Duration GAUGES_AFTER = Duration.ofHours(1);

    private static final String LITTLE = "less than four fifths of the window are known";

    private final Tumbling windows;
    private final Frames frames;
    private final Sums sums;
    private final Losses losses;
    private final Images images;
    private final ServerTerms terms;
    private final Catalog catalog;
    private final Set<String> atRest;
    private final Publishing publishing;
    private final Outlet outlet;

    Closing(Judgements judgements, Frames frames, Sums sums, Publishing publishing, Outlet outlet) {
        this.windows = judgements.windows();
        this.catalog = judgements.catalog();
        this.atRest = AtRest.views(catalog);
        this.frames = frames;
        this.sums = sums;
        this.losses = new Losses(catalog);
        this.images = new Images(windows, sums);
        this.terms = new ServerTerms(catalog);
        this.publishing = publishing;
        this.outlet = outlet;
    }

    /** The round that was due at {@code tick} is over: no more will come of what was before. */
    void close(String source, Instant tick) {
        Instant end = windows.edgeUpTo(tick);
        for (List<Sums.Cell> oldest = oldest(source, end); !oldest.isEmpty(); oldest = oldest(source, end)) {
            close(source, oldest, tick);
        }
        sums.put(source, sums.source(source).closedUpTo(end));
    }

    /** Time turns out never to have come so far: what was open is told as it is, and not judged. */
    void abandon(String source, SourceState state) {
        for (List<Sums.Cell> oldest = sums.oldest(source, NEVER);
                !oldest.isEmpty();
                oldest = sums.oldest(source, NEVER)) {
            oldest.forEach(view -> publishing.publishPart(state, view.take(), sums.imageSize(source)));
        }
    }

    private List<Sums.Cell> oldest(String source, Instant end) {
        return sums.oldest(source, end.minus(windows.length()));
    }

    /** View by view, so that the rows of few are in memory at once. */
    private void close(String source, List<Sums.Cell> views, Instant tick) {
        List<ViewWindow> heads = views.stream().map(Sums.Cell::head).toList();
        SourceState state = sums.source(source).in(heads.get(0).sums().incarnation());
        sums.put(source, state);
        Function<List<String>, String> kinds = new Kinds(frames, source);
        ServerSums server = new ServerSums(catalog, kinds);
        ImageSize size = images.learn(source, views);
        Map<String, String> missing = new TreeMap<>();
        for (Sums.Cell view : views) {
            ViewWindow complete = lossesOf(view.take(), heads).complete();
            boolean isWhole = complete.sums().isWhole(windows);
            ViewWindow estimate = Images.in(complete, size).orElse(null);
            server.add(publish(state, complete, estimate, kinds, tick), isWhole);
            if (estimate != null) {
                server.add(estimate, isWhole);
            }
            if (!isWhole) {
                missing.put(
                        complete.view(),
                        Objects.requireNonNullElse(complete.sums().whyLacking(), LITTLE));
            }
        }
        Instant start = heads.get(0).start();
        Window record = terms.window(source, state, start, windows.endOf(start), server, missing);
        outlet.closed(record);
        Clusters.load(record, server).ifPresent(outlet::load);
    }

    /** Returns what counts of it: with rows that stood still, where these count. */
    private ViewWindow publish(
            SourceState state,
            ViewWindow view,
            @Nullable ViewWindow estimate,
            Function<List<String>, String> kinds,
            Instant tick) {
        boolean isInTurn = isTimeForGauges(view);
        boolean isJudgedAtRest = isJudgedAtRest(view);
        ViewWindow counted = withHeld(view, isJudgedAtRest, tick);
        ViewWindow published = isInTurn && !isJudgedAtRest ? withHeld(view, true, tick) : counted;
        publishing.publish(state, published, estimate, kinds, isInTurn || isJudgedAtRest, isJudgedAtRest);
        return counted;
    }

    /** Metrics and rules count rows of few views although they stood still: they stand in each window with a look at them. */
    private boolean isJudgedAtRest(ViewWindow view) {
        return atRest.contains(view.view())
                && (catalog.view(view.view()).every() == null || view.sums().looks() > 0);
    }

    /** Once an hour every gauge is told; each view at another time of it, so that not all come at once. */
    private boolean isTimeForGauges(ViewWindow view) {
        if (view.sums().gauges().isEmpty()) {
            return false;
        }
        Instant told = sums.gaugesTold(view.source(), view.view(), view.database());
        if (told != null && view.start().isBefore(told.plus(GAUGES_AFTER))) {
            return false;
        }
        int turn = List.of(view.source(), view.view(), view.database()).hashCode();
        Instant since = told != null
                ? view.start()
                : view.start().minusMillis(Math.floorMod((long) turn, GAUGES_AFTER.toMillis()));
        sums.putGaugesTold(view.source(), view.view(), view.database(), since);
        return told != null;
    }

    /** Whether rows were dropped is known only for as long as the view was watched that tells of it. */
    private ViewWindow lossesOf(ViewWindow view, List<ViewWindow> views) {
        Optional<String> teller = losses.teller(view.view());
        boolean isUntold = teller.isPresent()
                && frames.isKnown(view.source(), teller.get())
                && views.stream()
                        .filter(other -> other.view().equals(teller.get()))
                        .noneMatch(other -> other.sums().whyUnknown() == null
                                && other.sums().coveredMs() >= view.sums().coveredMs());
        if (!isUntold) {
            return view;
        }
        boolean exact = frames.tellsSince(view.source(), view.view());
        String evicted = Reason.EVICTED.text();
        return view.with(exact ? view.sums().losing(evicted) : view.sums().without(evicted));
    }

    /**
     * With what rows held that stood still, or of which only gauges or only counters moved: of those in the window, or of
     * all, so that nobody need look back for more than an hour.
     */
    private ViewWindow withHeld(ViewWindow view, boolean everyRow, Instant tick) {
        Map<String, RowSums> all = new LinkedHashMap<>(view.rows());
        Sums.Cell next = sums.cell(view.source(), windows.startOf(tick), view.view(), view.database());
        boolean hasGauges = !view.sums().gauges().isEmpty();
        BiConsumer<String, Row> add = (subject, row) -> all.put(
                subject,
                withHeld(
                        all.getOrDefault(
                                subject, RowSums.empty(view.sums().counters().size())),
                        view.sums(),
                        row,
                        next.row(subject)));
        if (everyRow) {
            frames.rows(view.source(), view.view(), view.database()).forEach(add);
        } else {
            SeenRows seen = frames.seen(view.source(), view.view(), view.database());
            view.rows().forEach((subject, known) -> {
                Row row = known.isFull(hasGauges) ? null : seen.row(subject);
                if (row != null) {
                    add.accept(subject, row);
                }
            });
        }
        return new ViewWindow(view.source(), view.start(), view.view(), view.database(), view.sums(), all).complete();
    }

    /** What a row read when the window ended: the round that closes it may have been due later, and has changed the row. */
    private static RowSums withHeld(RowSums known, ViewSums view, Row row, @Nullable RowSums later) {
        Readings readings = later == null ? null : later.readings();
        Values held = readings == null ? row.gauges() : readings.held();
        boolean wasThere = later == null || later.reason() == null;
        RowSums full = known;
        if (known.readings() == null && held.size() == view.gauges().size()) {
            full = full.reading(Readings.of(held));
        }
        if (known.isStill()
                && wasThere
                && view.samples() > 0
                && row.counters().size() == view.counters().size()) {
            full = full.counting(row.counters().still());
        }
        return full;
    }
}
