package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View.Reread;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The questions that read of a view only what has changed, made of the view's own.
 *
 * @param standing whose answer stays the same as long as the view has the same rows
 * @param committed the same, but it cannot become another one without a commit
 * @param all every row, with its number and mark at the end
 * @param changed as {@code all}, of the rows whose mark is not the one in the parameters, which are numbers and marks; rows
 *     with other numbers too, unless marks are asked by number; absent when no row changes as long as the same ones stand
 */
record Rereading(
        String standing,
        @Nullable String committed,
        String all,
        @Nullable String changed) {
    /** How many columns stand behind the view's own. */
    static final int OWN = 2;

    private static final String BY_NUMBER = "{number}";
    private static final String ALL =
            "SELECT q.*, (%s)::bigint AS pgsonde_number, (%s)::bigint AS pgsonde_mark FROM (%s) q";
    private static final String KNOWN = "unnest(?::bigint[], ?::bigint[]) AS known (number, mark)";

    static Rereading of(Reread reread, String sql, String standing) {
        String committed = reread.committed();
        String number = reread.number();
        String mark = reread.mark();
        if (number == null || mark == null) {
            return new Rereading(standing, committed, ALL.formatted("row_number() OVER ()", "0", sql), null);
        }
        String own = mark.replace(BY_NUMBER, number);
        String all = ALL.formatted(number, own, sql);
        String changed = mark.contains(BY_NUMBER)
                ? " WHERE %s = ANY (ARRAY(SELECT number::oid FROM %s WHERE mark IS DISTINCT FROM (%s)))"
                        .formatted(number, KNOWN, mark.replace(BY_NUMBER, "number::oid"))
                : " LEFT JOIN %s ON known.number = (%s) WHERE known.mark IS DISTINCT FROM (%s)"
                        .formatted(KNOWN, number, own);
        return new Rereading(standing, committed, all, all + changed);
    }

    /** Those that there are. */
    List<String> asked() {
        return Stream.of(standing, committed, all, changed)
                .filter(Objects::nonNull)
                .toList();
    }
}
