package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.window.ImageSize;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Publishes what is known of windows that take no more: one record for each subject that moved. */
final class Publishing {
    /** What a source is said to have been missing as. */
    private static final String SOURCE = "source";

    private final Tumbling windows;
    private final Catalog catalog;
    private final Frames frames;
    private final Outlet outlet;
    private final NameLists lists = new NameLists();
    /** Views of which single subjects count for metrics and rules. */
    private final Set<String> judged;
    /** Views that are asked less often than in every round. */
    private final Set<String> seldom;

    Publishing(Tumbling windows, Catalog catalog, Frames frames, Outlet outlet) {
        this.windows = windows;
        this.catalog = catalog;
        this.frames = frames;
        this.outlet = outlet;
        this.judged =
                catalog.subjectTerms().stream().map(each -> each.term().view()).collect(Collectors.toUnmodifiableSet());
        this.seldom = catalog.views().stream()
                .filter(view -> view.every() != null)
                .map(View::view)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A part of a window that became known after the window was closed, or of which the rest never will be. */
    void publishPart(SourceState state, ViewWindow part, ImageSize size) {
        ViewWindow complete = part.complete();
        ViewWindow estimate = Images.in(complete, size).orElse(null);
        rows(state, complete, estimate, new Kinds(frames, part.source())).publish(outlet::window, record -> {});
    }

    /**
     * A closed window.
     *
     * @param estimate what is estimated of the same rows, in columns of its own
     * @param kinds what another view calls a statement of such labels
     * @param everyRow whether rows that stood still are published too
     * @param isJudgedAtRest whether they count for metrics and rules
     */
    void publish(
            SourceState state,
            ViewWindow closed,
            @Nullable ViewWindow estimate,
            Function<List<String>, String> kinds,
            boolean everyRow,
            boolean isJudgedAtRest) {
        WindowRows rows = rows(state, closed, estimate, kinds);
        Consumer<Window> moved = judged.contains(closed.view()) ? outlet::closed : outlet::window;
        if (seldom.contains(closed.view())) {
            rows.publishLooks(moved);
        }
        Consumer<Window> still = isJudgedAtRest ? moved : outlet::window;
        rows.publish(moved, everyRow ? still : record -> {});
    }

    private WindowRows rows(
            SourceState state, ViewWindow view, @Nullable ViewWindow estimate, Function<List<String>, String> kinds) {
        return new WindowRows(
                new WindowRows.Frame(
                        catalog.grain(view.view()), windows.endOf(view.start()), state.run(), kinds, lists),
                view,
                estimate);
    }

    /** Nothing was seen of a view for so long that no window of that time is published: one record stands for all of them. */
    void gap(Watched watched, SourceState state, Instant from, Instant to, String reason) {
        outlet.window(Window.ofView(
                catalog.grain(watched.view()),
                watched.source(),
                from,
                to,
                watched.incarnation(),
                state.run(),
                watched.view(),
                watched.name(),
                0,
                0,
                0,
                reason));
    }

    /** The same of all views of a source. */
    void gap(String source, String incarnation, SourceState state, Instant from, Instant to, String reason) {
        outlet.window(Window.ofView(
                View.SERVER, source, from, to, incarnation, state.run(), SOURCE, source, 0, 0, 0, reason));
    }
}
