package dev.pgsonde.collect.host;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Memory and swap, from {@code /proc/meminfo} and {@code /proc/vmstat}. */
final class HostMemory {
    private HostMemory() {}

    static void read(String meminfo, String vmstat, AnswerRows rows) {
        Map<String, Long> memory = Numbers.byName(meminfo);
        Map<String, Long> events = Numbers.byName(vmstat);
        rows.row()
                .number("total_bytes", memory.get("MemTotal"))
                .number("available_bytes", memory.get("MemAvailable"))
                .number("free_bytes", memory.get("MemFree"))
                .number("cached_bytes", memory.get("Cached"))
                .number("buffers_bytes", memory.get("Buffers"))
                .number("shared_bytes", memory.get("Shmem"))
                .number("dirty_bytes", memory.get("Dirty"))
                .number("writeback_bytes", memory.get("Writeback"))
                .number("huge_total_bytes", huge(memory, "HugePages_Total"))
                .number("huge_free_bytes", huge(memory, "HugePages_Free"))
                .number("swap_total_bytes", memory.get("SwapTotal"))
                .number("swap_free_bytes", memory.get("SwapFree"))
                .number("swap_in", events.get("pswpin"))
                .number("swap_out", events.get("pswpout"))
                .number("major_faults", events.get("pgmajfault"))
                .number("oom_kills", events.get("oom_kill"));
    }

    private static @Nullable Long huge(Map<String, Long> memory, String pages) {
        Long count = memory.get(pages);
        Long size = memory.get("Hugepagesize");
        return count == null || size == null ? null : count * size;
    }
}
