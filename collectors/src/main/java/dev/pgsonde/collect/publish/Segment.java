package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.EntryFormat.Found;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of entries that are kept or dropped together. */
interface Segment {
    long number();

    /** What it takes where it lies. */
    long bytes();

    long begin();

    long end();

    Found read(long offset) throws IOException;

    /** An append that fails leaves everything as it was. */
    void append(Entry entry) throws IOException;

    /** What was appended lasts from now on, once its name does. */
    void sync() throws IOException;

    /** The time of the last entry; absent when there is none. */
    @Nullable
    Instant last();

    /** Nothing will be appended any more. */
    void seal() throws IOException;

    /** Holds these from now on, and nothing of what was in it. */
    void become(List<Gap> gaps) throws IOException;

    Tally contents();

    /** How many records it holds, other than those that tell of a loss. */
    long parcels();

    void delete() throws IOException;

    void close() throws IOException;
}
