package dev.pgsonde.deliver;

import dev.pgsonde.deliver.evidence.PipelineWatcher;

/** The watch over pgsonde itself as the work of a thread. */
record WatchWorker(PipelineWatcher watcher) implements Worker {
    @Override
    public void open() {
        watcher.open();
    }

    @Override
    public void work() throws InterruptedException {
        watcher.work();
    }

    @Override
    public void close() {
        watcher.close();
    }
}
