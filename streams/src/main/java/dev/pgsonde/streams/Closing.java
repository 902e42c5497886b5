package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.streams.delta.Reason;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Figures;
import dev.pgsonde.streams.window.ImageSize;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Scale;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Closes a source's windows when a round has come to their end, and has what they add up to judged. */
final class Closing {
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Tumbling windows;
    private final Frames frames;
    private final Sums sums;
    private final Losses losses;
    private final Images images;
    private final Judging judging;
    private final Ruling ruling;
    private final Severities severities;
    private final Catalog catalog;
    private final Set<String> kept;
    private final Publishing publishing;
    private final Outlet outlet;

    Closing(
            Judgements judgements,
            Frames frames,
            Sums sums,
            Judging judging,
            Ruling ruling,
            Severities severities,
            Publishing publishing,
            Outlet outlet) {
        this.windows = judgements.windows();
        this.catalog = judgements.catalog();
        this.kept = AtRest.kept(catalog);
        this.ruling = ruling;
        this.severities = severities;
        this.frames = frames;
        this.sums = sums;
        this.losses = new Losses(catalog);
        this.images = new Images(windows, sums);
        this.judging = judging;
        this.publishing = publishing;
        this.outlet = outlet;
    }

    /** The round that was due at {@code tick} is over: no more will come of what was before. */
    void close(String source, Instant tick) {
        Instant end = windows.edgeUpTo(tick);
        for (List<Sums.Cell> oldest = oldest(Scale.BASE, source, end);
                !oldest.isEmpty();
                oldest = oldest(Scale.BASE, source, end)) {
            closeBase(source, oldest);
        }
        SourceState state = sums.source(source);
        closeCoarser(state, source, end, tick);
        sums.put(source, state.closedUpTo(end));
    }

    /** Time turns out never to have come so far: what was open is told as it is, and not judged. */
    void abandon(String source, SourceState state) {
        for (Scale scale : Scale.values()) {
            for (List<Sums.Cell> oldest = sums.oldest(scale, source, NEVER);
                    !oldest.isEmpty();
                    oldest = sums.oldest(scale, source, NEVER)) {
                oldest.forEach(view -> publishing.publish(scale, state, List.of(view.take())));
            }
        }
    }

    private List<Sums.Cell> oldest(Scale scale, String source, Instant end) {
        return sums.oldest(scale, source, end.minus(scale.of(windows).length()));
    }

    /** View by view, so that the rows of few are in memory at once. */
    private void closeBase(String source, List<Sums.Cell> views) {
        List<ViewWindow> heads = views.stream().map(Sums.Cell::head).toList();
        SourceState state = sums.source(source).in(heads.get(0).sums().incarnation());
        sums.put(source, state);
        Figures figures = new Figures(catalog, AtRest.of(source, frames, kept));
        ImageSize size = images.learn(source, views);
        for (Sums.Cell view : views) {
            ViewWindow complete = lossesOf(view.take(), heads).complete();
            tell(state, complete, figures);
            Images.in(complete, size).ifPresent(estimate -> tell(state, estimate, figures));
        }
        Instant start = heads.get(0).start();
        Closed closed = new Closed(source, state, start, windows.endOf(start), figures);
        judging.judge(closed);
        ruling.judge(closed);
        severities.escalate(closed);
        Clusters.load(closed).ifPresent(outlet::load);
    }

    private void tell(SourceState state, ViewWindow view, Figures figures) {
        publishing.publish(Scale.BASE, state, List.of(view));
        figures.add(view, view.sums().isWhole(windows));
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

    private void closeCoarser(SourceState state, String source, Instant end, Instant tick) {
        for (Scale scale : List.of(Scale.TENFOLD, Scale.LONG)) {
            for (List<Sums.Cell> oldest = oldest(scale, source, end);
                    !oldest.isEmpty();
                    oldest = oldest(scale, source, end)) {
                for (Sums.Cell cell : oldest) {
                    ViewWindow view = cell.take();
                    publishing.publish(scale, state, List.of(scale == Scale.LONG ? withStillRows(view, tick) : view));
                }
            }
        }
    }

    /** In the longest windows every row's gauges are told: so a reader need not look further back for one that stood still. */
    private ViewWindow withStillRows(ViewWindow view, Instant tick) {
        if (view.sums().gauges().isEmpty()) {
            return view;
        }
        Map<String, RowSums> all = new LinkedHashMap<>(view.rows());
        Sums.Cell next = sums.cell(Scale.BASE, view.source(), windows.startOf(tick), view.view(), view.database());
        frames.rows(view.source(), view.view(), view.database()).forEach((subject, row) -> {
            Values held = held(next, subject, row);
            RowSums known = all.getOrDefault(
                    subject, RowSums.empty(view.sums().counters().size()));
            if (known.readings() == null && held.size() == view.sums().gauges().size()) {
                all.put(subject, known.reading(Readings.of(held)));
            }
        });
        return new ViewWindow(view.source(), view.start(), view.view(), view.database(), view.sums(), all);
    }

    /** What a row read when the window ended: the round that closes it may have been due later, and has changed the row. */
    private static Values held(Sums.Cell next, String subject, Row row) {
        RowSums later = next.row(subject);
        Readings readings = later == null ? null : later.readings();
        return readings == null ? row.gauges() : readings.held();
    }
}
