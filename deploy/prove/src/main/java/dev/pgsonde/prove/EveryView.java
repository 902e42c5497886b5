package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server that never was, sampled as an agent does it, with rows in every view of the catalogue that an agent reads. */
final class EveryView {
    static final Duration EVERY = Duration.ofSeconds(10);
    /** What the streams fill. */
    private static final Set<String> NOT_SAMPLED = Set.of("wal_images", "statement_images", "members");

    private static final Duration JITTER = Duration.ofMillis(12);

    private final String source;
    private final Incarnation life;
    private final List<FilledView> views = new ArrayList<>();
    private final Set<String> never;
    private long round;

    EveryView(String source, Instant start, Random random) {
        Catalog catalog = Catalog.standard();
        this.source = source;
        this.life = new Incarnation("7412", 1, start.minus(Duration.ofDays(1)), Incarnation.Role.PRIMARY);
        this.never = catalog.views().stream()
                .map(View::loses)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (View view : catalog.views()) {
            List<String> databases = view.scope() == View.Scope.DATABASE ? FilledView.DATABASES : List.of("");
            if (!NOT_SAMPLED.contains(view.view())) {
                databases.forEach(database -> views.add(new FilledView(catalog, view, database, random)));
            }
        }
    }

    /** What is read in the round that is due at {@code tick}, and what could not be. */
    List<Observation> round(Instant tick, Predicate<FilledView> isRead) {
        round++;
        List<Observation> said = new ArrayList<>();
        for (FilledView view : views) {
            Duration every = Objects.requireNonNullElse(view.view().every(), EVERY);
            view.move(never);
            if (tick.getEpochSecond() % every.toSeconds() == 0) {
                said.add(sample(view, tick, every, isRead.test(view) ? null : "canceled by the statement timeout"));
            }
        }
        said.add(new Round(source, "agent", round, tick.plus(JITTER), EVERY.toMillis(), List.of(), tick));
        return said;
    }

    private Sample sample(FilledView view, Instant tick, Duration every, @Nullable String unknown) {
        return new Sample(
                source,
                "agent",
                round,
                tick.plus(JITTER),
                life,
                view.view().view(),
                view.database(),
                view.view().subject(),
                FrameKind.FULL,
                unknown == null ? view.columns() : List.of(),
                List.of(),
                unknown,
                null,
                tick,
                every.toMillis());
    }
}
