package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.EntryFormat.Found;
import java.io.IOException;
import java.util.List;

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
