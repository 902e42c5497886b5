package dev.pgsonde.local.demo;

import dev.pgsonde.local.stack.Progress;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Progress with a picture below it that is drawn again in its place, so that what others say goes above it. */
final class Board implements Progress {
    private final Progress progress;
    private final PrintStream out;
    private final boolean terminal;
    private List<String> picture = List.of();
    private boolean silent;

    /** {@code terminal}: whether what was printed can be taken back. */
    Board(Progress progress, PrintStream out, boolean terminal) {
        this.progress = progress;
        this.out = out;
        this.terminal = terminal;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Puts a picture in the place of the one before. */
    synchronized void show(List<String> lines) {
        if (silent) {
            return;
        }
        takeAway();
        lines.forEach(out::println);
        out.flush();
        picture = terminal ? List.copyOf(lines) : List.of();
    }

    /** What is shown stays where it is, and what comes later goes below it. */
    synchronized void keep() {
        picture = List.of();
    }

    @Override
    public Step begin(String what) {
        return progress.begin(what);
    }

    @Override
    public synchronized void say(String line) {
        List<String> shown = picture;
        takeAway();
        progress.say(line);
        show(shown);
    }

    @Override
    public synchronized void silence() {
        silent = true;
        progress.silence();
    }

    private void takeAway() {
        if (!picture.isEmpty()) {
            out.printf(Locale.ROOT, "\033[%dA\033[J", picture.size());
            picture = List.of();
        }
    }
}
