package dev.pgsonde.collect.host;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How full the file systems are that hold the server's data and its WAL; one that we cannot see has no row. */
final class HostFilesystems {
    private HostFilesystems() {}

    /** A path of the server's is ours where the same device is mounted there. */
    static void read(HostFiles files, @Nullable String dataDirectory, Mounts ofServer, Mounts ours, AnswerRows rows) {
        Map<String, Set<String>> serves = new TreeMap<>();
        ServerPlaces.of(dataDirectory).forEach((what, directory) -> files.real(directory)
                .flatMap(ofServer::of)
                .filter(mount -> ours.of(mount.at())
                        .filter(own -> own.number().equals(mount.number()))
                        .isPresent())
                .ifPresent(mount -> serves.computeIfAbsent(mount.at().toString(), any -> new TreeSet<>())
                        .add(what)));
        serves.forEach((mount, whats) -> files.space(mount).ifPresent(space -> rows.row()
                .text("mount", mount)
                .text("serves", String.join(", ", whats))
                .number("size_bytes", space.size())
                .number("available_bytes", space.available())));
    }
}
