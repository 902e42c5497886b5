package dev.pgsonde.local;

import dev.pgsonde.local.stack.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Progress for a terminal: below the lines that stay, one that tells what is going on and for how long. */
final class LiveProgress implements Progress {
    private static final long TICK_MS = 250;
    private static final String ERASE = "\r\033[K";

    private final PrintStream out;
    private final int columns;
    private final List<LiveStep> going = new ArrayList<>();
    private boolean shown;
    private boolean silent;

    private LiveProgress(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    static LiveProgress on(PrintStream out, int columns) {
        LiveProgress progress = new LiveProgress(out, columns);
        Thread ticker = new Thread(progress::tick, "progress");
        ticker.setDaemon(true);
        ticker.start();
        return progress;
    }

    @Override
    public synchronized Step begin(String what) {
        LiveStep step = new LiveStep(what);
        going.add(step);
        draw();
        return step;
    }

    @Override
    public synchronized void say(String line) {
        if (!silent) {
            erase();
            out.println(line);
            draw();
        }
    }

    @Override
    public synchronized void silence() {
        erase();
        out.flush();
        silent = true;
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK_MS);
                draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw() {
        if (silent || (going.isEmpty() && !shown)) {
            return;
        }
        String line = going.stream().map(LiveStep::toString).collect(Collectors.joining(" | ", "  ", ""));
        out.print(ERASE + (line.length() < columns ? line : line.substring(0, columns - 1)));
        out.flush();
        shown = !going.isEmpty();
    }

    private void erase() {
        if (shown) {
            out.print(ERASE);
            shown = false;
        }
    }

    private synchronized void end(LiveStep step, String result) {
        if (going.remove(step)) {
            say("  " + step.what + ": " + result + " (" + Elapsed.since(step.begun) + ")");
        }
    }

    private final class LiveStep implements Step {
        private final String what;
        private final long begun = System.nanoTime();
        private volatile String detail = "";

        LiveStep(String what) {
            this.what = what;
        }

        @Override
        public void now(String newDetail) {
            detail = newDetail;
        }

        @Override
        public void done(String result) {
            end(this, result);
        }

        @Override
        public void close() {
            end(this, "given up");
        }

        @Override
        public String toString() {
            return what + (detail.isEmpty() ? "" : ": " + detail) + " " + Elapsed.since(begun);
        }
    }
}
