package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Views that cannot be read: one for half an hour, and some for so long that their rows are published late. */
final class Mishaps {
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int LATE = 6;

    private final List<Mishap> all;

    private record Mishap(String view, Instant from, Instant to) {
        boolean befalls(View other, Instant tick) {
            return other.view().equals(view) && !tick.isBefore(from) && tick.isBefore(to);
        }

        @Override
        public String toString() {
            return view + " from " + from + " to " + to;
        }
    }

    /** The first hour has all of them. */
    Mishaps(Instant start, Random random) {
        List<String> views = judged();
        Mishap unread = at(start, views.get(random.nextInt(views.size())), random, LONG);
        Stream<Mishap> late = random.ints(LATE, 0, views.size())
                .mapToObj(views::get)
                .filter(view -> !view.equals(unread.view()))
                .distinct()
                .map(view -> at(start, view, random, Duration.ofSeconds(10L * (1 + random.nextInt(28)))));
        this.all = Stream.concat(Stream.of(unread), late.toList().stream()).toList();
    }

    private static Mishap at(Instant start, String view, Random random, Duration length) {
        Instant from = start.plus(Duration.ofSeconds(300 + random.nextInt(1200)));
        return new Mishap(view, from, from.plus(length));
    }

    /** The views that metrics are made of. */
    private static List<String> judged() {
        return Catalog.standard().metrics().stream()
                .flatMap(Mishaps::terms)
                .map(Sum.Term::view)
                .filter(view -> !view.equals("members") && !view.endsWith("_images"))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<Sum.Term> terms(Metric metric) {
        return Stream.concat(metric.numerator().terms().stream(), metric.denominator().terms().stream());
    }

    /** Whether the view can be read in that round. */
    boolean spare(View view, Instant tick) {
        return all.stream().noneMatch(mishap -> mishap.befalls(view, tick));
    }

    @Override
    public String toString() {
        return "not read: " + all;
    }
}
