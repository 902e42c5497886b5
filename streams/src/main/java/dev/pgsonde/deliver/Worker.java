package dev.pgsonde.deliver;

/** What a thread of delivery does over and over, until it is told to stop. */
interface Worker {
    /** Called once, by the thread that works. */
    void open();

    /** One step of some seconds at most, but for what Kafka takes to answer. */
    void work() throws InterruptedException;

    void close();
}
