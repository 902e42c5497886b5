package dev.pgsonde.collect.host;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** CPU time of one process, for the difference between before and after. */
public final class BackendCpu {
    private final HostFiles files;

    public BackendCpu(Path root) {
        files = new HostFiles(root);
    }

    /** In nanoseconds where the kernel counts them, else in hundredths of a second; nothing when there is no such process. */
    public OptionalLong nanos(int pid) {
        OptionalLong exact = files.text("proc/" + pid + "/schedstat").stream()
                .mapToLong(text -> Long.parseLong(text.substring(0, text.indexOf(' '))))
                .filter(nanos -> nanos > 0)
                .findFirst();
        return exact.isPresent() ? exact : ticks(pid);
    }

    private OptionalLong ticks(int pid) {
        return ProcessStat.read(files, pid).stream()
                .mapToLong(process -> TimeUnit.MICROSECONDS.toNanos(process.ticks() * Numbers.TICK_MICROS))
                .findFirst();
    }
}
