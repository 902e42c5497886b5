package dev.pgsonde.streams;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.streams.state.Frames;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What kind each statement of a source is, by its labels; empty where it is not known. */
final class Kinds implements Function<List<String>, String> {
    private static final String VIEW = "statement_kinds";

    private final Frames frames;
    private final String source;
    private @Nullable Map<String, String> known;

    Kinds(Frames frames, String source) {
        this.frames = frames;
        this.source = source;
    }

    @Override
    public String apply(List<String> labels) {
        Map<String, String> all = known == null ? frames.textsOf(source, VIEW, View.KIND) : known;
        known = all;
        return labels.size() < 3 ? "" : all.getOrDefault(Subject.of(List.of(labels.get(0), labels.get(2))), "");
    }
}
