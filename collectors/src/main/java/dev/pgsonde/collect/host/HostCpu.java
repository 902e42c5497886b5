package dev.pgsonde.collect.host;

import static dev.pgsonde.collect.host.Numbers.TICK_MICROS;
import static dev.pgsonde.collect.host.Numbers.at;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Map;

/** CPU time by state, from {@code /proc/stat} and {@code /proc/loadavg}. */
final class HostCpu {
    private long idle;
    private long iowait;

    /** The kernel lets idle time go back a little when a processor sleeps or leaves; a counter must not. */
    void read(String stat, String loadavg, AnswerRows rows) {
        String[] cpu = stat.lines().findFirst().orElseThrow().split("\\s+", -1);
        long guest = at(cpu, 9);
        long guestNice = at(cpu, 10);
        idle = Math.max(idle, at(cpu, 4));
        iowait = Math.max(iowait, at(cpu, 5));
        Map<String, Long> others = Numbers.byName(stat);
        String[] load = loadavg.split("\\s+", -1);
        rows.row()
                .number("user_us", (at(cpu, 1) - guest) * TICK_MICROS)
                .number("nice_us", (at(cpu, 2) - guestNice) * TICK_MICROS)
                .number("system_us", at(cpu, 3) * TICK_MICROS)
                .number("idle_us", idle * TICK_MICROS)
                .number("iowait_us", iowait * TICK_MICROS)
                .number("irq_us", at(cpu, 6) * TICK_MICROS)
                .number("softirq_us", at(cpu, 7) * TICK_MICROS)
                .number("steal_us", at(cpu, 8) * TICK_MICROS)
                .number("guest_us", (guest + guestNice) * TICK_MICROS)
                .number("context_switches", others.get("ctxt"))
                .number("forks", others.get("processes"))
                .number(
                        "processors",
                        stat.lines().filter(line -> line.matches("cpu\\d.*")).count())
                .number("running", others.get("procs_running"))
                .number("blocked", others.get("procs_blocked"))
                .number("load1_thousandths", Numbers.thousandths(load[0]))
                .number("load5_thousandths", Numbers.thousandths(load[1]))
                .number("load15_thousandths", Numbers.thousandths(load[2]));
    }
}
