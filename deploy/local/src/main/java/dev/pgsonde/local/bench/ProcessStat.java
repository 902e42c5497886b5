package dev.pgsonde.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel tells of a process: its parent, its CPU time, and that of its children which have ended. */
record ProcessStat(long parent, long ownNanos, long reapedNanos) {
    /** The kernel tells CPU times of processes in hundredths of a second, on every architecture. */
    private static final long NANOS_A_TICK = 10_000_000;

    private static final int PARENT = 1;
    private static final int USER = 11;

    /** {@code /proc/PID/stat}; a command may hold blanks and brackets, and so one counts from its last bracket. */
    static ProcessStat parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessStat(
                Long.parseLong(fields[PARENT]),
                (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) * NANOS_A_TICK,
                (Long.parseLong(fields[USER + 2]) + Long.parseLong(fields[USER + 3])) * NANOS_A_TICK);
    }

    static ProcessStat of(long pid) {
        return parse(read(pid, "stat")
                .orElseThrow(() -> new IllegalStateException("process " + pid + " is no longer there")));
    }

    /** Time on a CPU to the nanosecond, of a process with one thread; 0 when it has ended. */
    static long scheduledNanos(long pid) {
        return read(pid, "schedstat")
                .map(text -> Long.parseLong(text.substring(0, text.indexOf(' '))))
                .orElse(0L);
    }

    /** The most memory that it ever held. */
    static long peakResidentBytes(long pid) {
        return read(pid, "status")
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith("VmHWM:")).findFirst())
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .orElse(0L);
    }

    static Stream<Long> childrenOf(long pid) {
        return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).map(ProcessHandle::pid);
    }

    private static Optional<String> read(long pid, String file) {
        try {
            String text = Files.readString(Path.of("/proc", String.valueOf(pid), file));
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(Path.of("/proc", String.valueOf(pid), "comm"))) {
                throw new UncheckedIOException(e);
            }
            return Optional.empty(); // it ended while it was read
        }
    }
}
