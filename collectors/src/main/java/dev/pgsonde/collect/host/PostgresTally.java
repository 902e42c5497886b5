package dev.pgsonde.collect.host;

import static dev.pgsonde.collect.host.Numbers.TICK_MICROS;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU and memory of the server's processes by backend type, of one life of the server. CPU only grows, though processes
 * end: what the ended ones had used beyond the last look at them is in the total that their parent keeps.
 */
final class PostgresTally {
    /** Processes that began and ended between two looks, and the last moments of all others. */
    static final String BETWEEN_LOOKS = "(between looks)";

    /** One process of the server's; both kinds of memory are resident. */
    record Member(ProcessStat stat, String backendType, long privateBytes, long sharedBytes) {}

    private static final class Count {
        final long sinceMicros;
        long ticks;
        long processes;
        long privateBytes;
        long sharedBytes;

        Count(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final Map<String, Count> counts = new TreeMap<>();
    private final Growth growth = new Growth();
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
        Growth.Step step = growth.step(members.stream().map(Member::stat).toList());
        for (int n = 0; n < members.size(); n++) {
            add(members.get(n), step.ticks().get(n));
        }
        members.stream()
                .max(Comparator.comparingLong(Member::sharedBytes))
                .ifPresent(most -> count(most.backendType()).sharedBytes = most.sharedBytes());
        addEnded(endedTicks, step.goneTicks());
        lookedMicros = nowMicros;
    }

    private void add(Member member, long ticks) {
        Count count = count(member.backendType());
        count.ticks += ticks;
        count.processes++;
        count.privateBytes += member.privateBytes();
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
                .number("processes", count.processes)
                .number("private_bytes", count.privateBytes)
                .number("shared_bytes", count.sharedBytes));
    }
}
