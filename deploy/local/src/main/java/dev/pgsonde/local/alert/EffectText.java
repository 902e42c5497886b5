package dev.pgsonde.local.alert;

import dev.pgsonde.process.SafeText;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Effect.ChangeIdentity;
import dev.pgsonde.schema.Effect.Measured;
import dev.pgsonde.schema.Effect.Outcome;
import dev.pgsonde.streams.cause.Amount;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The effects of one change, as people read them in a terminal. */
record EffectText(ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
    private static final int MOST_NAMED = 6;

    /** What moved comes first, one metric a line; what did not is only named. */
    List<String> lines(List<Effect> effects) {
        List<String> lines = new ArrayList<>(List.of(headline(effects.get(0))));
        Map<String, List<String>> others = new TreeMap<>();
        for (Effect effect : effects) {
            Measured measured = effect.measured();
            if (effect.outcome().isMove() && measured != null) {
                lines.add(moved(effect, measured));
            } else {
                others.computeIfAbsent(outcome(effect), unseen -> new ArrayList<>())
                        .add(name(effect));
            }
        }
        others.forEach((outcome, names) -> lines.add("  " + outcome + ": " + named(names)));
        return lines.stream().map(SafeText::terminal).toList();
    }

    private String headline(Effect effect) {
        ChangeIdentity change = effect.change();
        List<String> subjects = change.subjects();
        return String.format(
                Locale.ROOT,
                "%s  %s: %s of %s%s",
                CLOCK.format(change.at().atZone(zone)),
                effect.source(),
                change.kind(),
                subjects.size() <= MOST_NAMED
                        ? String.join(", ", subjects)
                        : subjects.get(0) + " and " + (subjects.size() - 1) + " others",
                change.before() == null && change.after() == null
                        ? ""
                        : ", from " + change.before() + " to " + change.after());
    }

    private static String moved(Effect effect, Measured measured) {
        String interval = measured.low() == null || measured.high() == null
                ? ""
                : String.format(Locale.ROOT, ", x%.2f (%.2f to %.2f)", effect.ratio(), measured.low(), measured.high());
        return String.format(
                Locale.ROOT,
                "  %s%s: %s, from %s to %s%s, in %d windows",
                outcome(effect),
                effect.worse() ? ", worse" : "",
                name(effect),
                Amount.of(measured.before(), effect.unit().split(" per ", 2)[0]),
                Amount.of(measured.after(), effect.unit()),
                interval,
                measured.windowsAfter());
    }

    private static String name(Effect effect) {
        return effect.subject().equals(effect.source()) ? effect.metric() : effect.metric() + " of " + effect.subject();
    }

    private static String outcome(Effect effect) {
        String outcome = effect.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return effect.outcome() == Outcome.CONFOUNDED && effect.confoundedWith() != null
                ? outcome + " with " + effect.confoundedWith()
                : outcome;
    }

    private static String named(List<String> names) {
        return names.size() <= MOST_NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " others";
    }
}
