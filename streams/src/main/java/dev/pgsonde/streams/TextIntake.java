package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import dev.pgsonde.streams.state.Frames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what some views say in words, and tells of indexes that come and go as soon as their counters do. */
final class TextIntake {
    /** The views whose texts rules and remedies name. */
    private static final Set<String> SPOKEN = Set.of(
            "blocking",
            "foreign_keys_without_index",
            "host_filesystems",
            "index_facts",
            "long_transactions",
            "slots",
            "statement_kinds",
            "xmin_holders");

    private static final String INDEXES = "indexes";
    private static final String FACTS = "index_facts";
    private static final String INDEX = "index";
    private static final String DEFINITION = "definition";

    /** The columns that a marker of an index carries. */
    private final Set<String> parts;

    private final Frames frames;
    private final Outlet outlet;

    TextIntake(Catalog catalog, Frames frames, Outlet outlet) {
        this.parts = catalog.views().stream()
                .filter(view -> view.view().equals(FACTS))
                .flatMap(view -> view.columns().values().stream())
                .flatMap(column -> column.parts().stream())
                .collect(Collectors.toSet());
        this.frames = frames;
        this.outlet = outlet;
    }

    void take(Sample sample, List<String> subjects) {
        if (!SPOKEN.contains(sample.view())) {
            return;
        }
        Set<String> gone = new HashSet<>(
                sample.frame() == FrameKind.FULL ? frames.speakers(sample) : Set.copyOf(sample.vanished()));
        for (int row = 0; row < subjects.size(); row++) {
            gone.remove(subjects.get(row));
            frames.putTexts(sample, subjects.get(row), said(sample, row));
        }
        gone.forEach(subject -> frames.putTexts(sample, subject, List.of()));
    }

    /** Texts, and the numbers that a marker of an index carries. */
    private List<String> said(Sample sample, int row) {
        List<String> said = new ArrayList<>();
        for (Column column : sample.columns()) {
            boolean words = column.kind() == ColumnKind.GAUGE || column.kind() == ColumnKind.FACT;
            boolean told =
                    column instanceof TextColumn || (sample.view().equals(FACTS) && parts.contains(column.name()));
            if (words && told && !column.isAbsent(row)) {
                said.add(column.name());
                said.add(RecordLimits.shortened(String.valueOf(column.at(row)), RecordLimits.LONGEST_TEXT));
            }
        }
        return said;
    }

    /** What an index was is looked at seldom; that it is gone shows at once. */
    void comings(Sample sample, Instant last, Collection<String> come, Collection<String> gone) {
        if (sample.view().equals(INDEXES)) {
            come.forEach(index -> tell(sample, last, index, Map.of(), "new"));
            gone.forEach(index -> tell(sample, last, index, facts(sample, index), null));
        }
    }

    private Map<String, String> facts(Sample sample, String index) {
        Map<String, String> facts = new TreeMap<>(Map.of(DEFINITION, "there"));
        facts.putAll(frames.texts(sample.source(), FACTS, sample.database(), index));
        return facts;
    }

    private void tell(Sample sample, Instant last, String index, Map<String, String> before, @Nullable String after) {
        Map<String, String> carried = new TreeMap<>(before);
        carried.keySet().retainAll(parts);
        outlet.event(new Marker(
                sample.source(),
                sample.at(),
                INDEX,
                INDEX,
                index,
                before.get(DEFINITION),
                after,
                null,
                last,
                Marker.Part.of(carried),
                List.of()));
    }
}
