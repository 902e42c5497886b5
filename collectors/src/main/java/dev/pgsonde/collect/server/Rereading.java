package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View.Reread;

/**
 * The questions that read of a view only what has changed, made of the view's own.
 *
 * @param standing whose answer stays the same as long as the view has the same rows
 * @param all every row, with its number and mark at the end
 * @param changed as {@code all}, of the rows whose mark is not the one in the parameters, which are numbers and marks; rows
 *     with other numbers too, unless marks are asked by number
 */
record Rereading(String standing, String all, String changed) {
    /** How many columns stand behind the view's own. */
    static final int OWN = 2;

    static Rereading of(Reread reread, String sql, String standing) {
        String number = reread.number();
        String mark = reread.markOf(number);
        String all = "SELECT q.*, (%s)::bigint AS pgsonde_number, (%s)::bigint AS pgsonde_mark FROM (%s) q"
                .formatted(number, mark, sql);
        String known = "unnest(?::bigint[], ?::bigint[]) AS known (number, mark)";
        String changed = reread.isByNumber()
                ? " WHERE %s = ANY (ARRAY(SELECT number::oid FROM %s WHERE mark IS DISTINCT FROM (%s)))"
                        .formatted(number, known, reread.markOf("number::oid"))
                : " LEFT JOIN %s ON known.number = (%s) WHERE known.mark IS DISTINCT FROM (%s)"
                        .formatted(known, number, mark);
        return new Rereading(standing, all, all + changed);
    }
}
