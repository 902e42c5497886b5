package dev.pgsonde.prove;

import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Annotation.AnnotationKind;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What people may say of the servers of a {@link dev.pgsonde.local.stack.SampleStream}, sensible and not. */
final class RandomSayings {
    private static final List<AnnotationKind> KINDS = List.of(AnnotationKind.values());
    private static final int MOST_AT_ONCE = 6;
    private static final Duration MOST = Duration.ofMinutes(20);

    private final Random random;
    private int count;

    RandomSayings(Random random) {
        this.random = random;
    }

    int count() {
        return count;
    }

    /** A few, said around {@code at}. */
    List<Saying> next(Instant at, List<Alert> alerts) {
        List<Saying> all = new ArrayList<>();
        for (int n = 1 + random.nextInt(MOST_AT_ONCE); n > 0; n--) {
            all.add(one("server-" + random.nextInt(6), at.minusSeconds(random.nextInt(120)), alerts));
            count++;
        }
        return all;
    }

    private Saying one(String source, Instant at, List<Alert> alerts) {
        return switch (random.nextInt(5)) {
            case 0 ->
                new Silence(
                        source,
                        at,
                        "s" + random.nextInt(5),
                        random.nextBoolean() ? "*" : "wal_*",
                        "*",
                        "*",
                        at.plusSeconds(random.nextInt((int) MOST.toSeconds())),
                        "planned",
                        "ann");
            case 1 -> new SilenceEnded(source, at, "s" + random.nextInt(5), "ann");
            case 2 ->
                alerts.isEmpty()
                        ? new Acknowledgement(source, at, "nothing", false, null, "ann")
                        : acknowledgement(alerts.get(random.nextInt(alerts.size())), at);
            default ->
                new Annotation(
                        source, at, KINDS.get(random.nextInt(KINDS.size())), "run-" + random.nextInt(9), "said", "ann");
        };
    }

    private Saying acknowledgement(Alert alert, Instant at) {
        return new Acknowledgement(alert.source(), at, alert.id(), random.nextInt(3) == 0, "seen", "ann");
    }
}
