package dev.pgsonde.collect.publish;

import java.io.IOException;
import java.util.List;

/** Where segments stand, and a bookmark behind the last entry that has arrived. */
interface Shelf {
    /** What an earlier process left, oldest first. */
    List<Segment> found() throws IOException;

    Segment begin(long number) throws IOException;

    Place mark() throws IOException;

    void mark(Place arrived) throws IOException;

    /** Whether what stands here is there again after the process has ended. */
    boolean lasts();

    /** For people: where the records wait. */
    String name();

    void close() throws IOException;
}
