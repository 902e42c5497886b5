package dev.pgsonde.prove;

import java.util.List;

/** A claim of ours that takes more than a test to show. */
public interface Proof {
    String name();

    /** One line: what is claimed. */
    String about();

    /** The names of its parts, of which each takes at most 45 minutes. */
    List<String> parts();

    /** Runs one part, or a small sample of it, with random inputs from {@link Trial#random()} only. */
    List<Figure> run(Trial trial) throws Exception;
}
