package dev.pgsonde.collect.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All processes of the machine at one look: the server's, and the others. */
record ProcessScan(List<PostgresTally.Member> server, List<ProcessStat> others, long endedTicks) {
    ProcessScan {
        server = List.copyOf(server);
        others = List.copyOf(others);
    }

    /**
     * {@code backendTypes} by pid, as the server tells them; what is not there is told from its title. Nothing when the
     * server's first process is not found.
     */
    static Optional<ProcessScan> take(
            HostFiles files, int firstPid, Map<Integer, String> backendTypes, long pageBytes) {
        List<PostgresTally.Member> server = new ArrayList<>();
        List<ProcessStat> others = new ArrayList<>();
        long endedTicks = -1;
        for (int pid : files.pids().toArray()) {
            ProcessStat process = ProcessStat.read(files, pid).orElse(null);
            if (process == null) {
                continue; // it ended since the list was made
            }
            if (pid == firstPid) {
                endedTicks = process.endedTicks();
            }
            if (pid == firstPid || process.parent() == firstPid) {
                server.add(member(files, process, pid == firstPid, backendTypes, pageBytes));
            } else {
                others.add(process);
            }
        }
        return endedTicks < 0 ? Optional.empty() : Optional.of(new ProcessScan(server, others, endedTicks));
    }

    private static PostgresTally.Member member(
            HostFiles files, ProcessStat process, boolean isFirst, Map<Integer, String> backendTypes, long pageBytes) {
        String known = isFirst ? "postmaster" : backendTypes.get(process.pid());
        String type = known == null ? byTitle(files, process.pid()) : known;
        String[] pages =
                files.text("proc/" + process.pid() + "/statm").orElse("0 0 0").split(" ", -1);
        long resident = Long.parseLong(pages[1]);
        long shared = Long.parseLong(pages[2].strip());
        return new PostgresTally.Member(
                process, type, (resident - shared) * pageBytes, shared * pageBytes, delay(files, process.pid()));
    }

    /** On a processor, ready for one, and how often: in nanoseconds. */
    private static @Nullable Long delay(HostFiles files, int pid) {
        return files.text("proc/" + pid + "/schedstat")
                .map(text -> text.strip().split(" ", -1))
                .filter(words -> words.length > 1 && words[1].matches("[0-9]{1,18}"))
                .map(words -> Long.valueOf(words[1]))
                .orElse(null);
    }

    private static String byTitle(HostFiles files, int pid) {
        return files.text("proc/" + pid + "/cmdline")
                .map(title -> title.replace('\0', ' ').strip())
                .flatMap(ProcessTitle::backendType)
                .orElse("starting");
    }
}
