package dev.pgsonde.streams.alert;

import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.schema.Guard;
import dev.pgsonde.streams.cause.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the record that people read of a rule whose conditions are met. */
public final class RuleAlerts {
    private RuleAlerts() {}

    /** The windows since the conditions were first met, and how long windows are. */
    public record Held(Instant since, Instant now, Duration window, List<Point> points) {
        public Held {
            points = List.copyOf(points);
        }
    }

    /** What is told of it: in words, whose doing it is, what it was tested by, and what ends it. */
    public record Telling(
            String says,
            List<Cause> causes,
            List<Contribution> contributions,
            List<Guard> guards,
            @Nullable String remedy) {
        public Telling {
            causes = List.copyOf(causes);
            contributions = List.copyOf(contributions);
            guards = List.copyOf(guards);
        }
    }

    public static Alert firing(Alerts.Place place, Rule rule, double value, Held held, Telling telling, DruidSql sql) {
        Rule.Condition headline = rule.headline();
        double limit = headline.limit();
        String unit = Optional.ofNullable(headline.unit()).orElse("");
        Alert.Direction direction = headline.atLeast() == null ? Alert.Direction.DOWN : Alert.Direction.UP;
        List<Cause> causes = telling.causes();
        Alert alert = new Alert(
                Alerts.id(place, rule.rule(), direction.name(), held.since()),
                place.source(),
                place.incarnation(),
                place.run(),
                rule.rule(),
                unit,
                direction,
                place.subjectKind(),
                place.subject(),
                Alert.Severity.valueOf(rule.severity().name()),
                Alert.AlertState.FIRING,
                held.since(),
                held.now(),
                (int) (Duration.between(held.since(), held.now()).toMillis()
                        / held.window().toMillis()),
                null,
                limit,
                0,
                0,
                value,
                limit == 0 ? value : value / limit,
                0,
                0,
                held.points(),
                causes,
                causes.get(0).kind(),
                telling.remedy(),
                sql.series(rule, place.source(), place.subject(), held.since().minus(held.window()), held.now()),
                place.source() + ": " + telling.says() + " (" + rule.rule() + ", limit " + Amount.of(limit, unit) + ": "
                        + rule.practice() + ")",
                1,
                Alert.AlertStage.FIRING,
                held.now(),
                true,
                null,
                null,
                null,
                telling.guards());
        return alert.meaning(
                new Alert.Meaning(VerdictClass.FINDING, alert.id(), List.of(), telling.contributions(), null, null));
    }
}
