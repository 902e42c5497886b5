package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What a process of the streams says in its log of failures that are not the user's. */
final class FailureLog {
    private static final List<String> SAID = List.of("a thread has failed", "a mistake of ours");

    private FailureLog() {}

    static long count(Child process) throws IOException {
        try (Stream<String> lines = Files.lines(process.log())) {
            return lines.filter(line -> SAID.stream().anyMatch(line::contains)).count();
        }
    }
}
