package dev.pgsonde.streams.cause;

import dev.pgsonde.sql.Quoting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What takes a change back, step by step. As a text it is SQL and comments, of bounded length.
 *
 * @param rest how to find what the text had no room for
 */
public record Remedy(List<RemedyStep> steps, @Nullable String rest) {
    static final int MOST_STEPS = 50;
    static final int MOST_BYTES = 16_000;

    public Remedy {
        steps = List.copyOf(steps);
    }

    public String text() {
        List<String> lines = new ArrayList<>();
        String heading = "";
        int bytes = 0;
        int told = 0;
        for (RemedyStep step : steps) {
            String next = heading(step);
            String text = step.text();
            bytes += size(text) + (next.equals(heading) ? 0 : size(next));
            if (told == MOST_STEPS || bytes > MOST_BYTES) {
                break;
            }
            if (!next.isEmpty() && !next.equals(heading)) {
                lines.add(next);
            }
            lines.add(text);
            heading = next;
            told++;
        }
        if (told < steps.size()) {
            lines.add("-- and " + (steps.size() - told) + " more" + (rest == null ? "" : ": " + rest));
        }
        return String.join("\n", lines);
    }

    /** Where a statement belongs, and what it costs, said once for all that follow each other. */
    private static String heading(RemedyStep step) {
        if (!(step instanceof RemedyStep.Sql sql)
                || (sql.database().isEmpty() && sql.clause().isEmpty())) {
            return "";
        }
        String where = sql.database().isEmpty() ? "" : "in database " + Quoting.identifier(sql.database());
        return "-- " + where + (where.isEmpty() || sql.clause().isEmpty() ? "" : ": ") + sql.clause();
    }

    private static int size(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
}
