package dev.pgsonde.streams.cause;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.streams.cause.Spell.Total;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Whose doing a change is, by Kitagawa's decomposition: a member's part is its cost per unit times its units per
 * denominator of the whole; the change of the one, at the mean of the other, is its rate effect, and the reverse its mix
 * effect. They add up to its share exactly.
 */
public final class Contributions {
    private static final int TOLD = 8;
    private static final double LEAST_SHARE = 0.03;

    private Contributions() {}

    /** The largest parts first, each as a share of the whole change. */
    public static List<Contribution> of(
            Spell spell, Metric whole, List<Point> points, Metric member, Map<String, List<Point>> members) {
        Total before = spell.before(points);
        Total since = spell.since(points);
        double change = since.ratio() - before.ratio();
        if (change == 0 || before.denominator() == 0 || since.denominator() == 0) {
            return List.of();
        }
        boolean shared = member.denominator().equals(whole.denominator());
        List<Contribution> parts = new ArrayList<>();
        members.forEach((subject, each) -> {
            Total then = spell.before(each);
            Total now = spell.since(each);
            Part part = shared
                    ? Part.ofShared(then.numerator() / before.denominator(), now.numerator() / since.denominator())
                    : Part.of(then, before.denominator(), now, since.denominator());
            parts.add(new Contribution(
                    member.metric(),
                    member.subject(),
                    subject,
                    (part.rate() + part.mix()) / change,
                    part.rate() / change,
                    part.mix() / change,
                    part.before(),
                    part.now()));
        });
        return parts.stream()
                .filter(part -> Math.abs(part.share()) >= LEAST_SHARE)
                .sorted(Comparator.comparingDouble(Contribution::share).reversed())
                .limit(TOLD)
                .toList();
    }

    /** Whoever was not there before has no cost that could have risen: all of it is mix. */
    private record Part(double rate, double mix, double before, double now) {
        static Part of(Total then, double wholeThen, Total now, double wholeNow) {
            double cost = now.denominator() == 0 ? then.ratio() : now.ratio();
            double costThen = then.denominator() == 0 ? cost : then.ratio();
            double units = now.denominator() / wholeNow;
            double unitsThen = then.denominator() / wholeThen;
            return new Part(
                    (units + unitsThen) / 2 * (cost - costThen),
                    (cost + costThen) / 2 * (units - unitsThen),
                    then.ratio(),
                    now.ratio());
        }

        static Part ofShared(double then, double now) {
            return new Part(now - then, 0, then, now);
        }
    }
}
