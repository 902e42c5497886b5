package dev.pgsonde.local.stack;

import dev.pgsonde.local.stack.Program.Farewell;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The processes that we started. Once asked to stop them, we start no more, whatever another thread is about to do. */
public final class Children {
    private final Deque<Child> newestFirst = new ArrayDeque<>();
    private boolean closed;

    synchronized Child start(Program program) {
        mustBeOpen();
        Child child = Child.start(program);
        newestFirst.push(child);
        child.onDeath(this::forget);
        return child;
    }

    /** Whoever works for long asks now and then. */
    synchronized void mustBeOpen() {
        if (closed) {
            throw new IllegalStateException("everything is being stopped");
        }
    }

    private synchronized void forget(Child dead) {
        newestFirst.remove(dead);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** From now on nothing is started. */
    synchronized void close() {
        closed = true;
    }

    /** Stops them all; {@code patience} is for those who are asked first, and again for those who are asked last. */
    void stopAll(Duration patience) {
        close();
        stop(Farewell.ASKED_FIRST, Farewell.KILLED_FIRST, patience);
        stop(Farewell.ASKED_LAST, Farewell.KILLED_LAST, patience);
    }

    private void stop(Farewell asked, Farewell killed, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<Child> askable = all(asked);
        askable.forEach(Child::askToStop);
        all(killed).forEach(Child::kill);
        askable.forEach(child -> child.stopBy(end));
    }

    private synchronized List<Child> all(Farewell farewell) {
        return newestFirst.stream()
                .filter(child -> child.farewell() == farewell)
                .toList();
    }
}
