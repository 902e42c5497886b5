package dev.pgsonde.prove;

/** What clients do to a server meanwhile. */
interface Load extends AutoCloseable {
    /** A load that has ended proves nothing. */
    void requireWell();

    @Override
    void close();
}
