package dev.pgsonde.collect.text;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.AnswerRows;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.look.Moment;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of the statements whose texts were read are a sign of something by themselves: what a pool sends between two of
 * its clients, and temporary tables that come and go. The first so many are kept.
 */
public final class StatementKinds implements Filler {
    private static final String VIEW = "statement_kinds";
    private static final int MOST = 2_000;
    private static final Map<String, Pattern> KINDS = Map.of(
            "session reset",
            Pattern.compile("(DISCARD (ALL|PLANS|SEQUENCES)|RESET (ALL|ROLE|SESSION AUTHORIZATION)"
                    + "|SET SESSION AUTHORIZATION DEFAULT|DEALLOCATE ALL|CLOSE ALL|UNLISTEN \\*"
                    + "|SELECT (PG_CATALOG\\.)?PG_ADVISORY_UNLOCK_ALL\\(\\)).*"),
            "temporary table",
            Pattern.compile("(DISCARD TEMP(ORARY)?|CREATE ((GLOBAL|LOCAL) )?TEMP(ORARY)? TABLE)\\b.*"));

    private final Map<StatementId, String> kinds = new LinkedHashMap<>();

    void hear(StatementId id, String text) {
        String words = text.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
        kind(words).filter(kind -> kinds.size() < MOST).ifPresent(kind -> kinds.put(id, kind));
    }

    static Optional<String> kind(String words) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(words).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public Set<String> views() {
        return Set.of(VIEW);
    }

    @Override
    public Optional<Answer> answer(View view, Moment moment) {
        AnswerRows rows = new AnswerRows(view, Set.of("database", "kind"));
        kinds.forEach((id, kind) -> rows.row()
                .text("database", id.database())
                .number("query_id", id.queryId())
                .text("kind", kind));
        return Optional.of(rows.answer(0));
    }
}
