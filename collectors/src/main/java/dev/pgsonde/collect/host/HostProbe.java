package dev.pgsonde.collect.host;

import static dev.pgsonde.collect.host.Numbers.TICK_MICROS;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Whether a server runs on this machine, where its processes are seen under their own numbers. */
final class HostProbe {
    /** The kernel tells when the machine started in whole seconds, and a process waits a little for its first work. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    /** The answer to where the server is. */
    sealed interface Place {
        /** On this machine: {@code first} is its first process, the parent of all others. */
        record Here(ProcessStat first) implements Place {}

        record Elsewhere(String reason) implements Place {}
    }

    private HostProbe() {}

    static Place probe(HostFiles files, ServerFacts facts) {
        Optional<String> machine = files.text("proc/stat");
        if (machine.isEmpty()) {
            return new Place.Elsewhere("this machine has no /proc/stat; only Linux is looked at");
        }
        Optional<ProcessStat> backend = ProcessStat.read(files, facts.backendPid());
        if (backend.isEmpty()) {
            return elsewhere(facts, "no such process is seen here");
        }
        if (!isOfPostgres(files, backend.get())) {
            return elsewhere(facts, "that is " + backend.get().name() + " here");
        }
        Instant started = started(machine.get(), backend.get());
        if (Duration.between(started, facts.backendStart()).abs().compareTo(TOLERANCE) > 0) {
            return elsewhere(facts, "that started at another time here");
        }
        return ProcessStat.read(files, backend.get().parent())
                .<Place>map(Place.Here::new)
                .orElseGet(() -> elsewhere(facts, "its parent is not seen here"));
    }

    private static Place elsewhere(ServerFacts facts, String why) {
        return new Place.Elsewhere("the server is not on this machine, or in a container of its own: its process is "
                + facts.backendPid() + ", and " + why);
    }

    private static boolean isOfPostgres(HostFiles files, ProcessStat process) {
        String title = files.text("proc/" + process.pid() + "/cmdline").orElse("");
        return ProcessTitle.isOfPostgres(title) || process.name().contains("postgres");
    }

    private static Instant started(String stat, ProcessStat process) {
        Map<String, Long> numbers = Numbers.byName(stat);
        return Instant.ofEpochSecond(numbers.getOrDefault("btime", 0L))
                .plus(process.startTicks() * TICK_MICROS, ChronoUnit.MICROS);
    }
}
