package dev.pgsonde.schema;

import java.time.Instant;

/** What a name that stands in samples means to people: the text of a statement, without comments and literals. */
public record Text(String source, String kind, String id, String text, boolean shortened, Instant at) {}
