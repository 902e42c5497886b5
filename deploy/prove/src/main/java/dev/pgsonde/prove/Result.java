package dev.pgsonde.prove;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * What one part gave; it is kept in a file that is committed.
 *
 * @param commit the commit that was checked out, with {@code +} when files differed from it
 * @param digest of the main code, so that parts of one state of it can be added up
 */
record Result(
        String proof,
        String part,
        long seed,
        String commit,
        String digest,
        Instant begun,
        long seconds,
        List<Figure> figures) {
    Result {
        figures = List.copyOf(figures);
    }

    /** Whether nothing was missed that one part can miss. */
    @JsonProperty("holds")
    boolean holds() {
        return figures.stream().allMatch(figure -> figure.holds() || !figure.judgedAlone());
    }
}
