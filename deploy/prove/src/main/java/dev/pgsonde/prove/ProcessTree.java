package dev.pgsonde.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The memory of a process and all that it has started, as the kernel reports it while they live. */
final class ProcessTree {
    private static final long KILO = 1024;

    private final ProcessHandle root;
    private final Map<Long, Seen> seen = new HashMap<>();

    private record Seen(String command, long peak) {}

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** This process, now. */
    static ProcessTree here() {
        ProcessTree tree = new ProcessTree(ProcessHandle.current());
        tree.look();
        return tree;
    }

    void look() {
        root.descendants()
                .map(ProcessHandle::pid)
                .forEach(pid -> seen.put(pid, new Seen(read(pid, "cmdline"), Math.max(peak(pid), known(pid)))));
    }

    private long known(long pid) {
        Seen before = seen.get(pid);
        return before == null ? 0 : before.peak();
    }

    private static long peak(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
                .findFirst()
                .orElse(0);
    }

    /** Empty when it has ended. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("No such process")) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
    }

    /** The most that each of them held, added up. */
    long peak() {
        return seen.values().stream().mapToLong(Seen::peak).sum();
    }

    /** Of those whose command holds {@code name}. */
    long peakOf(String name) {
        return seen.values().stream()
                .filter(process -> process.command().contains(name))
                .mapToLong(Seen::peak)
                .max()
                .orElse(0);
    }
}
