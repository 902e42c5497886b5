package dev.pgsonde.collect.host;

import static dev.pgsonde.collect.host.Numbers.TICK_MICROS;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * CPU and memory of the server's processes by backend type, of one life of the server. CPU only grows, though processes
 * end: what the ended ones had used beyond the last look at them is in the total that their parent keeps.
 */
final class PostgresTally {
    private static final long NANOS_OF_MICRO = 1_000;

    /** Processes that began and ended between two looks, and the last moments of all others. */
    static final String BETWEEN_LOOKS = "(between looks)";

    /**
     * One process of the server's; both kinds of memory are resident.
     *
     * @param delayNanos how long it has waited for a processor, where the kernel says
     */
    record Member(
            ProcessStat stat,
            String backendType,
            long privateBytes,
            long sharedBytes,
            @Nullable Long delayNanos) {}

    private static final class Count {
        final long sinceMicros;
        long ticks;
        long delayNanos;
        long processes;
        long privateBytes;
        long sharedBytes;

        Count(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final Map<String, Count> counts = new TreeMap<>();
    private final Growth growth = new Growth();
    private final Growth delayGrowth = new Growth();
    private boolean tellsDelays;
    private long endedBefore = -1;
    private long unseen;
    private long lookedMicros;

    /** {@code endedTicks} is the CPU time of all children that the first process has lost. */
    void add(List<Member> members, long endedTicks, long nowMicros) {
        lookedMicros = lookedMicros == 0 ? nowMicros : lookedMicros;
        for (Count count : counts.values()) {
            count.processes = 0;
            count.privateBytes = 0;
            count.sharedBytes = 0;
        }
        List<ProcessStat> processes = members.stream().map(Member::stat).toList();
        Growth.Step step = growth.step(processes, ProcessStat::ticks);
        for (int n = 0; n < members.size(); n++) {
            add(members.get(n), step.used().get(n));
        }
        addDelays(members, processes);
        members.stream()
                .max(Comparator.comparingLong(Member::sharedBytes))
                .ifPresent(most -> count(most.backendType()).sharedBytes = most.sharedBytes());
        addEnded(endedTicks, step.usedByGone());
        lookedMicros = nowMicros;
    }

    private void add(Member member, long ticks) {
        Count count = count(member.backendType());
        count.ticks += ticks;
        count.processes++;
        count.privateBytes += member.privateBytes();
    }

    /** A process that ended between two looks waited longer than is known. */
    private void addDelays(List<Member> members, List<ProcessStat> processes) {
        Map<ProcessStat, Long> delays = new HashMap<>();
        for (Member member : members) {
            tellsDelays |= member.delayNanos() != null;
            delays.put(member.stat(), Objects.requireNonNullElse(member.delayNanos(), 0L));
        }
        List<Long> grown = delayGrowth
                .step(processes, process -> delays.getOrDefault(process, 0L))
                .used();
        for (int n = 0; n < members.size(); n++) {
            count(members.get(n).backendType()).delayNanos += grown.get(n);
        }
    }

    /** A child may be gone before its parent has taken note of it: then the rest follows at the next look. */
    private void addEnded(long endedTicks, long goneTicks) {
        unseen += endedBefore < 0 ? 0 : endedTicks - endedBefore - goneTicks;
        endedBefore = endedTicks;
        Count count = count(BETWEEN_LOOKS);
        count.ticks = Math.max(count.ticks, unseen);
    }

    private Count count(String backendType) {
        return counts.computeIfAbsent(backendType, type -> new Count(lookedMicros));
    }

    void tell(AnswerRows rows) {
        counts.forEach((backendType, count) -> rows.row()
                .text("backend_type", backendType)
                .number("since", count.sinceMicros)
                .number("cpu_us", count.ticks * TICK_MICROS)
                .number("run_delay_us", tellsDelays ? count.delayNanos / NANOS_OF_MICRO : null)
                .number("processes", count.processes)
                .number("private_bytes", count.privateBytes)
                .number("shared_bytes", count.sharedBytes));
    }
}
