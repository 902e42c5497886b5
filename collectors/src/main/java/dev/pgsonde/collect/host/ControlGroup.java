package dev.pgsonde.collect.host;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process's control group, of the one hierarchy (v2) or of several (v1), and what holds of it. */
sealed interface ControlGroup {
    /** Its name, as the process knows it. */
    String name();

    void read(HostFiles files, AnswerRows rows);

    /** Where its pressure files are, if it has any. */
    Optional<String> pressureOf(String resource);

    String MOUNT = "sys/fs/cgroup";

    /** From {@code /proc/PID/cgroup}; the one hierarchy counts when it rules CPU and memory. */
    static Optional<ControlGroup> of(String cgroup, HostFiles files) {
        List<String[]> lines = cgroup.lines()
                .map(line -> line.split(":", 3))
                .filter(words -> words.length == 3)
                .toList();
        Optional<String> unified = lines.stream()
                .filter(words -> words[0].equals("0") && words[1].isEmpty())
                .map(words -> words[2])
                .findFirst();
        if (unified.isPresent() && files.exists(MOUNT + "/cgroup.controllers")) {
            return Optional.of(new Unified(unified.get(), seen(MOUNT, unified.get(), files)));
        }
        Optional<String> cpu = path("cpu", lines);
        Optional<String> memory = path("memory", lines);
        if (cpu.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Separate(
                memory.get(),
                seen(MOUNT + "/cpu", cpu.get(), files),
                seen(MOUNT + "/cpuacct", path("cpuacct", lines).orElse(cpu.get()), files),
                seen(MOUNT + "/memory", memory.get(), files)));
    }

    private static Optional<String> path(String controller, List<String[]> lines) {
        return lines.stream()
                .filter(words -> List.of(words[1].split(",", -1)).contains(controller))
                .map(words -> words[2])
                .findFirst();
    }

    /** In a container the path is often that of the host, and its own group is mounted as the root. */
    private static String seen(String mount, String path, HostFiles files) {
        String whole = path.equals("/") ? mount : mount + path;
        return files.exists(whole) ? whole : mount;
    }

    /** v2. */
    record Unified(String name, String path) implements ControlGroup {
        @Override
        public void read(HostFiles files, AnswerRows rows) {
            Map<String, Long> cpu = numbers(files, path + "/cpu.stat");
            Map<String, Long> memory = numbers(files, path + "/memory.stat");
            Map<String, Long> events = numbers(files, path + "/memory.events");
            rows.row()
                    .text("cgroup", name)
                    .number("cpu_us", cpu.get("usage_usec"))
                    .number("periods", cpu.get("nr_periods"))
                    .number("throttled_periods", cpu.get("nr_throttled"))
                    .number("throttled_us", cpu.get("throttled_usec"))
                    .number("memory_limit_hits", events.get("max"))
                    .number("oom_kills", events.get("oom_kill"))
                    .number("cpu_limit_thousandths", least(path, up -> cpuLimit(files, up)))
                    .number("memory_limit_bytes", least(path, up -> files.number(up + "/memory.max")))
                    .number(
                            "memory_bytes",
                            files.number(path + "/memory.current").orElse(null))
                    .number("memory_private_bytes", memory.get("anon"))
                    .number("memory_shared_bytes", memory.get("shmem"))
                    .number("memory_cached_bytes", memory.get("file"))
                    .number(
                            "swap_bytes",
                            files.number(path + "/memory.swap.current").orElse(null));
        }

        @Override
        public Optional<String> pressureOf(String resource) {
            return Optional.of(path + "/" + resource + ".pressure");
        }

        /** {@code max 100000} or {@code 150000 100000}: the time that may be used, and in which time. */
        private static Optional<Long> cpuLimit(HostFiles files, String path) {
            return files.text(path + "/cpu.max")
                    .map(text -> text.strip().split(" ", -1))
                    .filter(words -> words.length == 2 && !words[0].equals("max"))
                    .map(words -> 1000 * Long.parseLong(words[0]) / Long.parseLong(words[1]));
        }
    }

    /** v1. */
    record Separate(String name, String cpu, String accounting, String memory) implements ControlGroup {
        private static final long NANOS = 1000;
        /** What v1 writes for no limit is the largest number of bytes in whole pages. */
        private static final long NO_LIMIT = 1L << 60;

        @Override
        public void read(HostFiles files, AnswerRows rows) {
            Map<String, Long> throttling = numbers(files, cpu + "/cpu.stat");
            Map<String, Long> used = numbers(files, memory + "/memory.stat");
            Long throttled = throttling.get("throttled_time");
            rows.row()
                    .text("cgroup", name)
                    .number(
                            "cpu_us",
                            files.number(accounting + "/cpuacct.usage")
                                    .map(nanos -> nanos / NANOS)
                                    .orElse(null))
                    .number("periods", throttling.get("nr_periods"))
                    .number("throttled_periods", throttling.get("nr_throttled"))
                    .number("throttled_us", throttled == null ? null : throttled / NANOS)
                    .number(
                            "memory_limit_hits",
                            files.number(memory + "/memory.failcnt").orElse(null))
                    .number(
                            "oom_kills",
                            numbers(files, memory + "/memory.oom_control").get("oom_kill"))
                    .number("cpu_limit_thousandths", least(cpu, up -> cpuLimit(files, up)))
                    .number("memory_limit_bytes", least(memory, up -> memoryLimit(files, up)))
                    .number(
                            "memory_bytes",
                            files.number(memory + "/memory.usage_in_bytes").orElse(null))
                    .number("memory_private_bytes", used.get("rss"))
                    .number("memory_shared_bytes", used.get("shmem"))
                    .number("memory_cached_bytes", used.get("cache"))
                    .number("swap_bytes", used.get("swap"));
        }

        @Override
        public Optional<String> pressureOf(String resource) {
            return Optional.empty();
        }

        private static Optional<Long> cpuLimit(HostFiles files, String path) {
            Optional<Long> quota = files.number(path + "/cpu.cfs_quota_us");
            return files.number(path + "/cpu.cfs_period_us")
                    .flatMap(period -> quota.map(micros -> 1000 * micros / period));
        }

        private static Optional<Long> memoryLimit(HostFiles files, String path) {
            return files.number(path + "/memory.limit_in_bytes").filter(bytes -> bytes < NO_LIMIT);
        }
    }

    /** Reads something of one directory. */
    interface Reading {
        Optional<Long> at(String path);
    }

    /** A limit above holds below too. */
    private static @Nullable Long least(String path, Reading reading) {
        return Stream.iterate(path, up -> up.startsWith(MOUNT), up -> up.substring(0, up.lastIndexOf('/')))
                .flatMap(up -> reading.at(up).stream())
                .min(Long::compare)
                .orElse(null);
    }

    private static Map<String, Long> numbers(HostFiles files, String path) {
        return files.text(path).map(Numbers::byName).orElse(Map.of());
    }
}
