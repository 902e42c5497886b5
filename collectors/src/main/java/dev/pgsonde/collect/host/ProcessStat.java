package dev.pgsonde.collect.host;

import java.util.Optional;

/**
 * One process, as {@code /proc/PID/stat} has it: the one file about a process that everybody may read and that costs
 * the kernel next to nothing.
 *
 * @param endedTicks CPU time of its children that have ended
 * @param startTicks when it started, in ticks since the machine did; with the pid it names a process for ever
 */
record ProcessStat(int pid, String name, int parent, long ticks, long endedTicks, long startTicks) {
    private static final int KERNEL_THREADS = 2;

    /** The name is in parentheses and may itself contain any of them. */
    static Optional<ProcessStat> parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] words = stat.substring(close + 2).strip().split(" ", -1);
        if (words.length < 20) {
            return Optional.empty();
        }
        return Optional.of(new ProcessStat(
                Integer.parseInt(stat.substring(0, open).strip()),
                stat.substring(open + 1, close),
                Integer.parseInt(words[1]),
                Long.parseLong(words[11]) + Long.parseLong(words[12]),
                Long.parseLong(words[13]) + Long.parseLong(words[14]),
                Long.parseLong(words[19])));
    }

    static Optional<ProcessStat> read(HostFiles files, int pid) {
        return files.text("proc/" + pid + "/stat").flatMap(ProcessStat::parse);
    }

    boolean isSame(ProcessStat other) {
        return pid == other.pid && startTicks == other.startTicks;
    }

    /** The program's name; of a kernel thread only what it does, not for whom. */
    String program() {
        int slash = name.indexOf('/');
        return parent == KERNEL_THREADS && slash > 0 ? name.substring(0, slash) : name;
    }
}
