package dev.pgsonde.streams.state;

import java.util.Map;
import java.util.TreeMap;

/** Where metrics stood before an alert began: their series are shorter than some alerts. */
public record LevelsBefore(Map<String, Double> levels) {
    static final Packing<LevelsBefore> PACKING = new Packing<>(
            (out, before) -> out.list(before.levels.entrySet().stream().toList(), (to, level) -> to.text(level.getKey())
                    .fraction(level.getValue())),
            in -> {
                Map<String, Double> levels = new TreeMap<>();
                for (int left = in.count(); left > 0; left--) {
                    levels.put(in.text(), in.fraction());
                }
                return new LevelsBefore(levels);
            });

    public LevelsBefore {
        levels = new TreeMap<>(levels);
    }
}
