package dev.pgsonde.local;

import dev.pgsonde.local.stack.Progress;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Progress for a file or a pipe: a line for each thing that is done, and now and then one for what takes long. */
public final class PlainProgress implements Progress {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final PrintStream out;
    private boolean silent;

    public PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public Step begin(String what) {
        return new PlainStep(what);
    }

    @Override
    public synchronized void say(String line) {
        if (!silent) {
            out.println(line);
            out.flush();
        }
    }

    @Override
    public synchronized void silence() {
        silent = true;
    }

    private final class PlainStep implements Step {
        private final String what;
        private final long begun = System.nanoTime();
        private long told = begun;
        private @Nullable String result;

        PlainStep(String what) {
            this.what = what;
        }

        @Override
        public void now(String detail) {
            if (System.nanoTime() - told > LONG.toNanos()) {
                told = System.nanoTime();
                say("  " + what + ": " + detail + " (" + Elapsed.since(begun) + ")");
            }
        }

        @Override
        public void done(String done) {
            result = done;
            say("  " + what + ": " + done + " (" + Elapsed.since(begun) + ")");
        }

        @Override
        public void close() {
            if (result == null) {
                say("  " + what + ": given up (" + Elapsed.since(begun) + ")");
            }
        }
    }
}
