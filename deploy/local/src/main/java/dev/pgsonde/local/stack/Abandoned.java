package dev.pgsonde.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The data of runs that were killed: they could not delete them, so that whoever comes next does. */
final class Abandoned {
    /** A file that says whose the data are; what is kept for the user has none. */
    static final String OWNER = "owner";

    private Abandoned() {}

    /** Those that lie beside {@code own}, and belong to the same user. */
    static List<Path> like(Path own) throws IOException {
        try (Stream<Path> all = Files.list(own.resolveSibling(""))) {
            return all.filter(path -> path.getFileName().toString().startsWith(DataDirectory.PREFIX))
                    .filter(path -> isAbandoned(path, own))
                    .toList();
        }
    }

    private static boolean isAbandoned(Path directory, Path own) {
        try {
            String owner = Files.readString(directory.resolve(OWNER));
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(owner.replaceAll(" .*", "")));
            return Files.getOwner(directory).equals(Files.getOwner(own))
                    && process.map(Abandoned::identity).filter(owner::equals).isEmpty();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    static String identityOfThisProcess() {
        return identity(ProcessHandle.current());
    }

    /** With when it began, since numbers of processes are used again. */
    private static String identity(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH);
    }
}
