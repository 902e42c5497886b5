package dev.pgsonde.collect.text;

import java.util.Set;

/** Statements whose texts are asked for at once. */
public record TextQuestion(Set<StatementId> ids) {
    public TextQuestion {
        ids = Set.copyOf(ids);
    }

    long[] queryIds() {
        return ids.stream().mapToLong(StatementId::queryId).distinct().toArray();
    }
}
