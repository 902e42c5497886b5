package dev.pgsonde.collect.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** A machine as files: one server, whose first process is 100, and whatever else a test puts there. */
final class RecordedHost {
    static final int FIRST = 100;
    static final int BACKEND = 120;
    private static final long BOOT = 1_767_000_000;
    private static final long BACKEND_START_TICKS = 500_000;
    private static final int RESIDENT_PAGES = 1_000;

    private final Path root;

    private RecordedHost(Path root) {
        this.root = root;
    }

    static RecordedHost at(Path root) {
        RecordedHost host = new RecordedHost(root)
                .file("proc/loadavg", "0.42 1.00 12.37 2/345 6789\n")
                .file("proc/meminfo", MEMINFO)
                .file("proc/vmstat", "nr_free_pages 1\npswpin 11\npswpout 22\npgmajfault 33\noom_kill 1\n")
                .file("proc/diskstats", DISKSTATS)
                .file("proc/" + FIRST + "/net/dev", NET_DEV)
                .file("proc/" + FIRST + "/mountinfo", MOUNTINFO)
                .file("proc/" + FIRST + "/cgroup", "0::/system.slice/postgresql.service\n");
        return host.cpu(0).process(FIRST, "postgres", 1, 300, 0, 400_000).backend(BACKEND, 50);
    }

    static ServerFacts facts() {
        return new ServerFacts(BACKEND, Instant.ofEpochSecond(BOOT + 5_000), "/data/main");
    }

    RecordedHost file(String path, String text) {
        try {
            Files.createDirectories(root.resolve(path).resolveSibling("."));
            Files.writeString(root.resolve(path), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordedHost link(String path, String target) {
        try {
            Files.createDirectories(root.resolve(path).resolveSibling("."));
            Files.createDirectories(root.resolve(path).resolveSibling(target));
            Files.createSymbolicLink(root.resolve(path), Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordedHost directory(String path) {
        try {
            Files.createDirectories(root.resolve(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two processors, and so much idle time more or less than usual. */
    RecordedHost cpu(int idleTicks) {
        return file(
                "proc/stat",
                "cpu  1000 20 300 " + (40_000 + idleTicks) + " 500 6 7 8 100 10\n"
                        + "cpu0 500 10 150 20000 250 3 4 4 50 5\ncpu1 500 10 150 20000 250 3 3 4 50 5\n"
                        + "intr 123456 1 2 3\nctxt 987654\nbtime " + BOOT
                        + "\nprocesses 4321\nprocs_running 3\nprocs_blocked 2\n");
    }

    /** A client's backend, as old as the session that asks. */
    RecordedHost backend(int pid, long ticks) {
        return process(pid, "postgres", FIRST, ticks, 0, BACKEND_START_TICKS)
                .file("proc/" + pid + "/cmdline", "postgres: app orders 10.0.0.7(5432) idle\0\0")
                .file("proc/" + pid + "/statm", "50000 " + RESIDENT_PAGES + " 600 1 0 200 0\n");
    }

    RecordedHost child(int pid, String title, long ticks, long startTicks) {
        return process(pid, "postgres", FIRST, ticks, 0, startTicks)
                .file("proc/" + pid + "/cmdline", "postgres: " + title + "\0")
                .file("proc/" + pid + "/statm", "50000 " + RESIDENT_PAGES + " 900 1 0 200 0\n");
    }

    RecordedHost process(int pid, String name, int parent, long ticks, long endedTicks, long startTicks) {
        return file(
                "proc/" + pid + "/stat",
                pid + " (" + name + ") S " + parent + " 1 1 0 -1 4194560 1 2 3 4 " + (ticks - ticks / 3) + " "
                        + ticks / 3
                        + " " + (endedTicks - endedTicks / 4) + " " + endedTicks / 4 + " 20 0 1 0 " + startTicks
                        + " 204800000 " + RESIDENT_PAGES + " 18446744073709551615 1 1 0\n");
    }

    RecordedHost gone(int pid) {
        try (Stream<Path> all = Files.walk(root.resolve("proc/" + pid))) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    throw new IllegalStateException(file + " stays");
                }
            });
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String MEMINFO = """
            MemTotal:       16000 kB
            MemFree:         2000 kB
            MemAvailable:    9000 kB
            Buffers:          100 kB
            Cached:          7000 kB
            SwapTotal:       4000 kB
            SwapFree:        3000 kB
            Dirty:             12 kB
            Writeback:          3 kB
            Shmem:            500 kB
            HugePages_Total:    8
            HugePages_Free:     5
            Hugepagesize:    2048 kB
            """;

    private static final String DISKSTATS = """
               7       0 loop0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
               8       0 sda 100 1 2000 30 400 5 6000 70 2 80 90
               8       1 sda1 99 1 1999 29 399 5 5999 69 0 79 89
             253       0 dm-0 10 0 20 30 40 0 50 60 1 70 80 9 8 7 6 5 4
             259       0 nvme0n1 11 0 21 31 41 0 51 61 0 71 81 1 2 3 4 5 6
            """;

    private static final String NET_DEV = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:  10 1 0 0 0 0 0 0  10 1 0 0 0 0 0 0
              eth0: 1000 20 3 4 0 0 0 0 5000 60 7 8 0 0 0 0
            """;

    static final String MOUNTINFO = """
            22 1 8:1 / / rw - ext4 /dev/sda1 rw
            30 22 253:0 / /data rw,relatime shared:7 - xfs /dev/mapper/data rw
            31 30 259:0 / /data/wal\\040disk rw - ext4 /dev/nvme0n1 rw
            """;
}
