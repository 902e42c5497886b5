package dev.pgsonde.collect.look;

import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Views, or single rows of them, whose counters began anew while the server stayed the same. */
final class StatisticsResets {
    private static final String COLUMN = "stats_reset";

    private StatisticsResets() {}

    /** One for the view when every row that was there before began anew at once, else one for each row that did. */
    static List<Happening> between(Frame before, Frame now) {
        Optional<LongColumn> earlier = resets(before);
        Optional<LongColumn> later = resets(now);
        if (earlier.isEmpty() || later.isEmpty()) {
            return List.of();
        }
        List<Happening> resets = new ArrayList<>();
        int stayed = 0;
        for (int row = 0; row < now.sample().rows(); row++) {
            int rowBefore = before.placeOf(now, row);
            if (rowBefore < 0) {
                continue;
            }
            Object from = earlier.get().at(rowBefore);
            Object to = later.get().at(row);
            if (Objects.equals(from, to)) {
                stayed++;
            } else {
                resets.add(reset(now.view().subject(), now.sample().subject(row), from, to));
            }
        }
        boolean whole = !resets.isEmpty() && stayed == 0;
        return whole ? List.of(ofView(now.view().view(), resets.get(0))) : resets;
    }

    private static Optional<LongColumn> resets(Frame frame) {
        return frame.sample().columns().stream()
                .filter(column ->
                        column.kind() == ColumnKind.RESET && column.name().equals(COLUMN))
                .filter(LongColumn.class::isInstance)
                .map(LongColumn.class::cast)
                .findFirst();
    }

    private static Happening reset(String kind, String subject, @Nullable Object from, @Nullable Object to) {
        return new Happening("statistics_reset", kind, subject, time(from), time(to), null);
    }

    private static Happening ofView(String view, Happening one) {
        return new Happening(one.kind(), "view", view, one.before(), one.after(), null);
    }

    private static @Nullable String time(@Nullable Object micros) {
        return micros == null
                ? null
                : Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS).toString();
    }
}
