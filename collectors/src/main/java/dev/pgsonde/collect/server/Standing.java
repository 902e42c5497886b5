package dev.pgsonde.collect.server;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered to the questions that tell whether a view still has the same rows.
 *
 * @param snapshot which transactions it could see then: with the same ones, {@code committed} is the same too
 */
record Standing(
        String told, @Nullable String snapshot, @Nullable String committed) {
    static final String SNAPSHOT = "SELECT pg_current_snapshot()";

    boolean isAs(@Nullable Standing other) {
        return other != null && told.equals(other.told) && Objects.equals(committed, other.committed);
    }
}
