package dev.pgsonde.prove.questions;

import java.util.Map;

/**
 * A question, as SQL for each store that can answer it. {@code $when} is the range of time, {@code $source} a server,
 * {@code $query} a statement, {@code $middle} the middle of the range.
 */
record Question(String name, Kind kind, Map<Store, String> sql) {
    /** What the limits ask of it. */
    enum Kind {
        FLEET,
        TOP,
        OTHER
    }

    /** Who is asked. */
    enum Store {
        WIDE,
        TALL,
        TYPED,
        JSON;

        boolean isDruid() {
            return this == WIDE || this == TALL;
        }
    }

    /** What is asked for this time. */
    record Asked(String from, String middle, String to, String source, String query) {
        String in(Store store, String sql) {
            String time = store.isDruid() ? "__time" : "time";
            String when = time + " >= TIMESTAMP '" + from + "' AND " + time + " < TIMESTAMP '" + to + "'";
            return sql.replace("$when", when)
                    .replace("$middle", "TIMESTAMP '" + middle + "'")
                    .replace("$source", "'" + source + "'")
                    .replace("$query", "'" + query + "'");
        }
    }

    /** All stores must give the same rows. */
    static Question everywhere(String name, Kind kind, String wide, String tall, String typed, String json) {
        return new Question(
                name, kind, Map.of(Store.WIDE, wide, Store.TALL, tall, Store.TYPED, typed, Store.JSON, json));
    }

    /** Of a longer time than other stores have. */
    static Question ofWide(String name, String wide) {
        return new Question(name, Kind.OTHER, Map.of(Store.WIDE, wide));
    }
}
