package dev.pgsonde.collect.host;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which block devices there are, which stand on which, and what of the server lies on them. */
final class Devices {
    private static final String CLASS = "sys/class/block/";

    private final HostFiles files;

    Devices(HostFiles files) {
        this.files = files;
    }

    boolean isPartition(String device) {
        return files.exists(CLASS + device + "/partition");
    }

    /** By device, what it or what stands on it holds: 'data', 'wal'. A directory that we may not search tells nothing. */
    Map<String, Set<String>> serving(@Nullable String dataDirectory, Mounts mounts) {
        Map<String, Set<String>> serving = new LinkedHashMap<>();
        ServerPlaces.of(dataDirectory).forEach((what, directory) -> mark(directory, what, mounts, serving));
        return serving;
    }

    private void mark(String directory, String what, Mounts mounts, Map<String, Set<String>> serving) {
        Optional<String> device = files.real(directory).flatMap(mounts::of).flatMap(this::device);
        device.ifPresent(name -> markDown(name, what, serving));
    }

    /** A partition's disk and the disks below a volume do the same work. */
    private void markDown(String device, String what, Map<String, Set<String>> serving) {
        if (!serving.computeIfAbsent(device, unseen -> new TreeSet<>()).add(what)) {
            return;
        }
        if (isPartition(device)) {
            files.real(CLASS + device)
                    .map(Path::getParent)
                    .map(Devices::name)
                    .ifPresent(disk -> markDown(disk, what, serving));
        }
        files.names(CLASS + device + "/slaves").forEach(below -> markDown(below, what, serving));
    }

    private Optional<String> device(Mounts.Mount mount) {
        Optional<String> byNumber =
                files.real("sys/dev/block/" + mount.number()).map(Devices::name);
        if (byNumber.isPresent() || !mount.source().startsWith("/dev/")) {
            return byNumber;
        }
        return files.real(mount.source()).map(Devices::name).filter(name -> files.exists(CLASS + name));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
