package dev.pgsonde.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory processes hold, with what they share counted once. */
final class Memory {
    private static final String PROPORTIONAL = "Pss:";
    private static final long KILOBYTES = 1024;

    private Memory() {}

    /** Of this process and all that it started, in megabytes; 0 where the kernel does not tell. */
    static long megabytes() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                        .mapToLong(process -> kilobytes(process.pid()))
                        .sum()
                / KILOBYTES;
    }

    /** A process that ends while we look holds nothing. */
    private static long kilobytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(PROPORTIONAL))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
