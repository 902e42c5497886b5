package dev.pgsonde.local.bench;

/** Something that is measured, on real servers, against goals. */
public interface Benchmark {
    /** As the command line takes it. */
    String name();

    /** One line for the list. */
    String description();

    Outcome run(Workbench at) throws Exception;
}
