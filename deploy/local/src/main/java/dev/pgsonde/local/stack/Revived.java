package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A process of ours that is started again when it dies unasked, until it has done so too often. */
public final class Revived {
    private static final int MOST = 5;
    private static final Duration BEFORE_THE_NEXT = Duration.ofMillis(300);
    private static final Duration TO_STOP = Duration.ofSeconds(5);

    private final Children children;
    private final Program program;
    private final Progress progress;
    private final Consumer<UserError> givenUp;
    private final List<IntConsumer> listeners = new CopyOnWriteArrayList<>();
    private volatile Child current;
    private final AtomicInteger restarts = new AtomicInteger();

    private Revived(Children children, Program program, Progress progress, Consumer<UserError> givenUp) {
        this.children = children;
        this.program = program;
        this.progress = progress;
        this.givenUp = givenUp;
        this.current = children.start(program);
    }

    static Revived start(Children children, Program program, Progress progress, Consumer<UserError> givenUp) {
        Revived revived = new Revived(children, program, progress, givenUp);
        revived.watch();
        return revived;
    }

    /** The process that runs at the moment, or died a moment ago. */
    public Child current() {
        return current;
    }

    public int restarts() {
        return restarts.get();
    }

    /** Lets it end what it is doing; it is not started again. */
    public void stop() {
        current.stop(TO_STOP);
    }

    /** Calls {@code listener} with the number of the restart, each time. */
    public void onRestart(IntConsumer listener) {
        listeners.add(listener);
    }

    private void watch() {
        current.onDeath(this::revive);
    }

    private void revive(Child dead) {
        if (children.isClosed()) {
            return;
        }
        if (restarts.get() == MOST) {
            givenUp.accept(dead.died());
            return;
        }
        int restart = restarts.incrementAndGet();
        progress.say(dead.name() + " " + dead.ending() + " and is started again, " + restart + " of " + MOST + " (log: "
                + dead.log() + ")");
        Pause.of(BEFORE_THE_NEXT);
        if (children.isClosed()) {
            return;
        }
        current = children.start(program);
        watch();
        listeners.forEach(listener -> listener.accept(restart));
    }
}
