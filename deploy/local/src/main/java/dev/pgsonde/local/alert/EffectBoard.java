package dev.pgsonde.local.alert;

import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Effect.ChangeIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The effects of each change, each by its newest measurement. */
final class EffectBoard {
    /** Of which source, and which change it was. */
    record Change(String source, ChangeIdentity identity) {}

    private record Key(Change change, String metric, String subject) {
        static Key of(Effect effect) {
            return new Key(new Change(effect.source(), effect.change()), effect.metric(), effect.subject());
        }
    }

    private final Map<Key, Effect> effects = new LinkedHashMap<>();

    void put(Effect effect) {
        effects.merge(Key.of(effect), effect, (one, other) -> other.windows() >= one.windows() ? other : one);
    }

    boolean isNew(Effect effect) {
        Effect known = effects.get(Key.of(effect));
        return known == null || effect.windows() > known.windows();
    }

    List<Effect> effects() {
        return List.copyOf(effects.values());
    }

    /** In the order of time. */
    Map<Change, List<Effect>> changes() {
        Map<Change, List<Effect>> changes = new LinkedHashMap<>();
        effects.values().stream()
                .sorted(Comparator.comparing(effect -> effect.change().at()))
                .forEach(effect -> changes.computeIfAbsent(
                                new Change(effect.source(), effect.change()), unseen -> new ArrayList<>())
                        .add(effect));
        return changes;
    }
}
