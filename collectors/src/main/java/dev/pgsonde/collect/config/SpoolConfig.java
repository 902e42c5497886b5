package dev.pgsonde.collect.config;

import java.nio.file.Path;

/** Where records wait on disk while Kafka is away, and how much of them. */
public record SpoolConfig(Path directory, Size max) {
    private static final Size MAX = new Size(256L << 20);
    private static final long SMALLEST = 16L << 20;

    /** A key that is missing from the file arrives as null. */
    public SpoolConfig {
        if (directory == null) {
            throw new IllegalArgumentException("directory is missing: where records wait while Kafka is away");
        }
        max = max == null ? MAX : max;
        if (max.bytes() < SMALLEST) {
            throw new IllegalArgumentException("max is at least 16MB");
        }
    }
}
