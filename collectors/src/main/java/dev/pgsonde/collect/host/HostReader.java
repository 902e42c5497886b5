package dev.pgsonde.collect.host;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.AnswerRows;
import dev.pgsonde.collect.look.Moment;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the views of the machine on which a server's first process runs, in one life of that server. */
final class HostReader {
    static final Set<String> VIEWS = Set.of(
            "host_cpu",
            "host_memory",
            "host_pressure",
            "host_disks",
            "host_filesystems",
            "host_network",
            "host_cgroup",
            "host_postgres",
            "host_processes");
    private static final List<String> RESOURCES = List.of("cpu", "memory", "io");
    /** A second of CPU. */
    private static final long ENOUGH_TICKS = 100;

    private static final int MOST_NAMES = 50;

    /** A file that the machine does not have, or does not let us read. */
    static final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Absent(String what) {
            super(what);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private final HostFiles files;
    private final ProcessStat first;
    private final @Nullable String dataDirectory;
    private final Supplier<Map<Integer, String>> backendTypes;
    private final long pageBytes;
    private final Devices devices;
    private final HostCpu cpu = new HostCpu();
    private final NameTally names = new NameTally(ENOUGH_TICKS, MOST_NAMES);
    private final PostgresTally server = new PostgresTally();
    private @Nullable Moment scanned;

    HostReader(
            HostFiles files,
            ProcessStat first,
            @Nullable String dataDirectory,
            Supplier<Map<Integer, String>> backendTypes) {
        this.files = files;
        this.first = first;
        this.dataDirectory = dataDirectory;
        this.backendTypes = backendTypes;
        devices = new Devices(files);
        pageBytes = PageSize.of(files.bytes("proc/self/auxv").orElse(new byte[0]));
    }

    boolean isOf(ProcessStat process) {
        return first.isSame(process);
    }

    boolean isAlive() {
        return ProcessStat.read(files, first.pid()).filter(first::isSame).isPresent();
    }

    AnswerRows read(View view, Moment moment) {
        AnswerRows rows = new AnswerRows(view, texts(view.view()));
        switch (view.view()) {
            case "host_cpu" -> cpu.read(file("proc/stat"), file("proc/loadavg"), rows);
            case "host_memory" -> HostMemory.read(file("proc/meminfo"), file("proc/vmstat"), rows);
            case "host_pressure" -> readPressure(rows);
            case "host_disks" -> HostDisks.read(file("proc/diskstats"), devices::isPartition, serving(), rows);
            case "host_filesystems" -> HostFilesystems.read(files, dataDirectory, mounts(), ourMounts(), rows);
            case "host_network" -> HostNetwork.read(ofServer("net/dev"), rows);
            case "host_cgroup" ->
                group().orElseThrow(() -> new Absent("no control group that limits CPU and memory"))
                        .read(files, rows);
            case "host_postgres" -> {
                scan(moment);
                server.tell(rows);
            }
            case "host_processes" -> {
                scan(moment);
                names.tell(rows);
            }
            default -> throw new IllegalArgumentException("not a view of the host: " + view.view());
        }
        return rows;
    }

    private static Set<String> texts(String view) {
        return switch (view) {
            case "host_pressure" -> Set.of("of", "resource");
            case "host_disks" -> Set.of("device", "serves");
            case "host_filesystems" -> Set.of("mount", "serves");
            case "host_network" -> Set.of("device");
            case "host_cgroup" -> Set.of("cgroup");
            case "host_postgres" -> Set.of("backend_type");
            case "host_processes" -> Set.of("name");
            default -> Set.of();
        };
    }

    private void readPressure(AnswerRows rows) {
        Optional<ControlGroup> group = group();
        for (String resource : RESOURCES) {
            files.text("proc/pressure/" + resource)
                    .ifPresent(text -> HostPressure.read("machine", resource, text, rows));
            group.flatMap(known -> known.pressureOf(resource))
                    .flatMap(files::text)
                    .ifPresent(text -> HostPressure.read("cgroup", resource, text, rows));
        }
        if (rows.isEmpty()) {
            throw new Absent("this kernel tells no pressure stall information");
        }
    }

    private Map<String, Set<String>> serving() {
        return devices.serving(dataDirectory, mounts());
    }

    private Mounts mounts() {
        return Mounts.parse(ofServer("mountinfo"));
    }

    private Mounts ourMounts() {
        return Mounts.parse(file("proc/self/mountinfo"));
    }

    private Optional<ControlGroup> group() {
        return ControlGroup.of(ofServer("cgroup"), files);
    }

    /** Both views of processes come from one look at all of them. */
    private void scan(Moment moment) {
        if (moment.equals(scanned)) {
            return;
        }
        long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, moment.at());
        ProcessScan scan = ProcessScan.take(files, first.pid(), backendTypes.get(), pageBytes)
                .orElseThrow(() -> new Absent("the processes in /proc cannot be read"));
        server.add(scan.server(), scan.endedTicks(), nowMicros);
        names.add(scan.others(), nowMicros);
        scanned = moment;
    }

    /** What the server's first process sees; what we see, where that is not for us to read. */
    private String ofServer(String name) {
        return files.text("proc/" + first.pid() + "/" + name).orElseGet(() -> file("proc/self/" + name));
    }

    private String file(String path) {
        return files.text(path).orElseThrow(() -> new Absent("/" + Path.of(path) + " cannot be read"));
    }
}
