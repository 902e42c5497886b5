package dev.pgsonde.catalog;

/** Something that somebody should know about a metric that is sampled all the same; {@code sql} is theirs to run, or empty. */
public record Remark(String metric, String text, String sql) {
    @Override
    public String toString() {
        return metric + ": " + text;
    }
}
