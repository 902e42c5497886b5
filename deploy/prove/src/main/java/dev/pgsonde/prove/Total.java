package dev.pgsonde.prove;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All parts of a proof that were run on one state of the main code, added up. */
record Total(List<Figure> figures, List<String> missing) {
    static Total of(List<String> parts, Collection<Result> results) {
        Map<String, Figure> sums = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>(parts);
        for (Result result : results) {
            missing.remove(result.part());
            result.figures().forEach(figure -> sums.merge(figure.name(), figure, Figure::plus));
        }
        return new Total(List.copyOf(sums.values()), List.copyOf(missing));
    }

    @JsonProperty("holds")
    boolean holds() {
        return missing.isEmpty() && figures.stream().allMatch(Figure::holds);
    }
}
