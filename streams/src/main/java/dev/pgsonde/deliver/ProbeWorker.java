package dev.pgsonde.deliver;

import dev.pgsonde.deliver.evidence.KafkaProbe;

/** The question whether Kafka answers as the work of a thread. */
record ProbeWorker(KafkaProbe probe) implements Worker {
    @Override
    public void open() {}

    @Override
    public void work() throws InterruptedException {
        probe.work();
    }

    @Override
    public void close() {
        probe.close();
    }
}
