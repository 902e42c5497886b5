package dev.pgsonde.catalog;

/** A metric of a user's file that is not sampled: why, and what to do. */
public record Unusable(String metric, String reason, String whatToDo) {
    @Override
    public String toString() {
        return metric + ": " + reason + "; " + whatToDo;
    }
}
