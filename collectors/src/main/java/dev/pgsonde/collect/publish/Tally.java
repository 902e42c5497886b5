package dev.pgsonde.collect.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many records of which topics and times some entries stand for. */
final class Tally {
    private final Map<String, Gap> byTopic = new LinkedHashMap<>();

    void add(Entry entry) {
        byTopic.merge(entry.topic(), Gap.of(entry, ""), Gap::and);
    }

    void add(Tally other) {
        other.byTopic.values().forEach(this::add);
    }

    boolean isEmpty() {
        return byTopic.isEmpty();
    }

    long records() {
        return byTopic.values().stream().mapToLong(Gap::records).sum();
    }

    List<Gap> gaps(String reason) {
        return byTopic.values().stream().map(gap -> Gap.of(gap, reason)).toList();
    }

    /** What is here and not in {@code present}; of its times only the last is exact. */
    Tally without(Tally present) {
        Tally rest = new Tally();
        for (Gap all : byTopic.values()) {
            Gap there = present.byTopic.get(all.topic());
            if (there == null) {
                rest.add(all);
            } else if (all.records() > there.records()) {
                rest.add(new Gap(all.topic(), all.records() - there.records(), there.to(), all.to(), ""));
            }
        }
        return rest;
    }
}
