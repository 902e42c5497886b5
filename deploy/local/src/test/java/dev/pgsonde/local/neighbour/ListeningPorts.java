package dev.pgsonde.local.neighbour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The TCP ports on which processes of this machine listen, out of {@code /proc}. */
final class ListeningPorts {
    private static final String LISTEN = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    private ListeningPorts() {}

    /** The ports of one process; fails when others than this machine can reach one of them. */
    static Set<Integer> of(ProcessHandle process) {
        Set<String> sockets = sockets(process);
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : lines(Path.of(table))) {
                String[] column = line.strip().split("\\s+", -1);
                if (column.length > 9 && column[3].equals(LISTEN) && sockets.contains(column[9])) {
                    ports.add(port(column[1]));
                }
            }
        }
        return ports;
    }

    private static int port(String hexadecimal) {
        String[] parts = hexadecimal.split(":", -1);
        if (!LOOPBACK.contains(parts[0])) {
            throw new AssertionError("a port is open to other machines: " + hexadecimal);
        }
        return Integer.parseInt(parts[1], 16);
    }

    private static Set<String> sockets(ProcessHandle process) {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            files.forEach(file -> {
                String target = target(file);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            });
        } catch (IOException | UncheckedIOException e) {
            return Set.of(); // it has just ended
        }
        return inodes;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
