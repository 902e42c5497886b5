package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Surroundings;
import java.nio.file.Path;
import java.util.Random;

/**
 * One run of one part.
 *
 * @param seed what all its random inputs follow from
 * @param sample whether a small sample is wanted, which the build runs too and which takes seconds
 * @param directory an empty directory of its own; it is kept when the part fails
 */
public record Trial(
        String part, long seed, boolean sample, Path directory, Surroundings surroundings, Progress.Step progress) {
    /** The same numbers again for the same seed and part. */
    public Random random() {
        return new Random(seed ^ part.hashCode());
    }

    /** How often something is done: {@code few} in a sample. */
    public int times(int few, int many) {
        return sample ? few : many;
    }
}
