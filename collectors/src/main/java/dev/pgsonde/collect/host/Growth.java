package dev.pgsonde.collect.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How much each process has used of something since the look before. */
final class Growth {
    /** A pid may be given again; with the time of its start it is one process for ever. */
    private record Identity(int pid, long startTicks) {
        static Identity of(ProcessStat process) {
            return new Identity(process.pid(), process.startTicks());
        }
    }

    /**
     * What the processes have used, and what those had used, when last seen, that are gone.
     *
     * @param used in the order of the processes
     */
    record Step(List<Long> used, long usedByGone) {
        Step {
            used = List.copyOf(used);
        }
    }

    private @Nullable Map<Identity, Long> before;
    private long latestStart;

    /**
     * At the first look nothing has grown. Later a process that was not there has used all of it since, if it is younger
     * than all that were; an older one could not be read the last time.
     */
    Step step(List<ProcessStat> processes, ToLongFunction<ProcessStat> total) {
        Map<Identity, Long> earlier = before;
        Map<Identity, Long> now = new HashMap<>();
        processes.forEach(process -> now.put(Identity.of(process), total.applyAsLong(process)));
        List<Long> grown = processes.stream()
                .map(process -> earlier == null
                        ? 0L
                        : grown(process, total.applyAsLong(process), earlier.get(Identity.of(process))))
                .toList();
        before = now;
        processes.forEach(process -> latestStart = Math.max(latestStart, process.startTicks()));
        return new Step(grown, earlier == null ? 0 : gone(earlier, now));
    }

    private long grown(ProcessStat process, long now, @Nullable Long earlier) {
        if (earlier == null) {
            return process.startTicks() >= latestStart ? now : 0;
        }
        return Math.max(0, now - earlier);
    }

    private static long gone(Map<Identity, Long> earlier, Map<Identity, Long> now) {
        return earlier.entrySet().stream()
                .filter(process -> !now.containsKey(process.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
