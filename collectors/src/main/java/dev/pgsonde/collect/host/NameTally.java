package dev.pgsonde.collect.host;

import static dev.pgsonde.collect.host.Numbers.TICK_MICROS;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU of programs by name: of those that have used enough to be listed. A listed name counts from zero since the look
 * before it was listed; when the list is full the one that has done nothing for longest goes, and begins anew when it
 * returns.
 */
final class NameTally {
    private static final int MOST_UNLISTED = 1_000;

    private static final class Listed {
        final long sinceMicros;
        long ticks;
        long lately;
        long workedMicros;
        long processes;

        Listed(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final long enoughTicks;
    private final int most;
    private final Growth growth = new Growth();
    private final Map<String, Listed> listed = new TreeMap<>();
    /** What names that are not listed have used; the one seen first is forgotten first. */
    private final Map<String, Long> unlisted = new LinkedHashMap<>();

    private long lookedMicros;

    NameTally(long enoughTicks, int most) {
        this.enoughTicks = enoughTicks;
        this.most = most;
    }

    void add(List<ProcessStat> processes, long nowMicros) {
        lookedMicros = lookedMicros == 0 ? nowMicros : lookedMicros;
        Map<String, Long> grown = new HashMap<>();
        Map<String, Long> running = new HashMap<>();
        List<Long> ticks = growth.step(processes, ProcessStat::ticks).used();
        for (int n = 0; n < processes.size(); n++) {
            String name = processes.get(n).program();
            grown.merge(name, ticks.get(n), Long::sum);
            running.merge(name, 1L, Long::sum);
        }
        listed.forEach((name, entry) -> {
            entry.processes = running.getOrDefault(name, 0L);
            entry.lately = grown.getOrDefault(name, 0L);
            entry.ticks += entry.lately;
            entry.workedMicros = entry.lately > 0 ? nowMicros : entry.workedMicros;
        });
        grown.entrySet().stream()
                .filter(name -> name.getValue() > 0 && !listed.containsKey(name.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(name ->
                        propose(name.getKey(), name.getValue(), running.getOrDefault(name.getKey(), 0L), nowMicros));
        lookedMicros = nowMicros;
    }

    private void propose(String name, long ticks, long processes, long nowMicros) {
        boolean enough = unlisted.merge(name, ticks, Long::sum) >= enoughTicks;
        if (enough && makeRoom(ticks, nowMicros)) {
            unlisted.remove(name);
            Listed entry = new Listed(lookedMicros);
            entry.ticks = ticks;
            entry.lately = ticks;
            entry.workedMicros = nowMicros;
            entry.processes = processes;
            listed.put(name, entry);
        } else if (unlisted.size() > MOST_UNLISTED) {
            unlisted.remove(unlisted.keySet().iterator().next());
        }
    }

    /** Whoever worked since the look before gives way only to one that worked more. */
    private boolean makeRoom(long ticks, long nowMicros) {
        if (listed.size() < most) {
            return true;
        }
        Map.Entry<String, Listed> last = listed.entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.comparingLong((Listed entry) -> entry.workedMicros)
                        .thenComparingLong(entry -> entry.lately)))
                .orElseThrow();
        boolean goes = last.getValue().workedMicros < nowMicros || last.getValue().lately < ticks;
        if (goes) {
            listed.remove(last.getKey());
        }
        return goes;
    }

    void tell(AnswerRows rows) {
        listed.forEach((name, entry) -> rows.row()
                .text("name", name)
                .number("since", entry.sinceMicros)
                .number("cpu_us", entry.ticks * TICK_MICROS)
                .number("processes", entry.processes));
    }
}
