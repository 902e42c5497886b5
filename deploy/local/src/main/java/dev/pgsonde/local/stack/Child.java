package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child process. It has a session of its own, so that a terminal's Ctrl-C reaches us and not it, and a standard input
 * that we hold open until we die, however we die: then it has to end by itself.
 */
public final class Child {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration FOR_A_KILL = Duration.ofSeconds(1);

    private final Program program;
    private final Process process;
    private volatile boolean stopping;

    private Child(Program program, Process process) {
        this.program = program;
        this.process = process;
    }

    static Child start(Program program) {
        List<String> command = new ArrayList<>(program.command());
        if (Files.isExecutable(SETSID)) {
            command.add(0, SETSID.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/")) // ours may be one that nobody can enter, or that somebody wants to delete
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(program.log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG")); // passwords, and addresses of others
        builder.environment().putAll(program.environment());
        try {
            return new Child(program, builder.start());
        } catch (IOException e) {
            throw new UserError(program.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    public String name() {
        return program.name();
    }

    Program.Farewell farewell() {
        return program.farewell();
    }

    public Path log() {
        return program.log();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it is of use; that it dies instead, or takes too long, is an error which quotes its log. */
    public void awaitReady(Duration atMost, BooleanSupplier ready) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw died();
            }
            if (System.nanoTime() > end) {
                throw new UserError(name() + " was not ready after " + atMost.toSeconds() + " s" + lastWords());
            }
            Pause.brief();
        }
    }

    /** Waits until it ends by itself. */
    public int awaitEnd(Duration atMost) {
        try {
            if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UserError(name() + " has not ended after " + atMost.toSeconds() + " s" + lastWords());
    }

    public UserError died() {
        return new UserError(name() + " " + ending() + lastWords());
    }

    /** How it ended: with which code, or by which signal. */
    String ending() {
        int code = process.exitValue();
        return code > 128 ? "was killed by signal " + (code - 128) : "ended by itself with code " + code;
    }

    private String lastWords() {
        String telling = LastWords.of(program.log());
        return (telling.isEmpty() ? "" : ": " + telling) + " (log: " + program.log() + ")";
    }

    /** Calls {@code then} when the process ends without having been asked to. */
    void onDeath(Consumer<Child> then) {
        process.onExit()
                .thenAccept(ended -> {
                    if (!stopping) {
                        then.accept(this);
                    }
                })
                .exceptionally(Child::ignored);
    }

    /** Whoever was told of a death could do nothing about it, since everything is being stopped. */
    private static @Nullable Void ignored(Throwable e) {
        return null;
    }

    /** From now on its death is no surprise, whoever brings it about. */
    void expectEnd() {
        stopping = true;
    }

    /** Asks it to end, and does not wait. */
    void askToStop() {
        stopping = true;
        process.destroy();
    }

    /** Waits for the end that was asked for, until {@code end} on the clock of {@link System#nanoTime}; then forces it. */
    void stopBy(long end) {
        try {
            if (!process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    public void stop(Duration patience) {
        askToStop();
        stopBy(System.nanoTime() + patience.toNanos());
    }

    /** Closes its standard input, as our death would. */
    void cutLifeline() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and whatever it has started, without asking. */
    public void kill() {
        stopping = true;
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        long end = System.nanoTime() + FOR_A_KILL.toNanos();
        // the handle knows of the end a moment before the process that it is of
        while ((process.isAlive() || all.stream().anyMatch(ProcessHandle::isAlive)) && System.nanoTime() < end) {
            Pause.brief();
        }
    }
}
