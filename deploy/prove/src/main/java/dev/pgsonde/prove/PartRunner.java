package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs one part in a directory of its own, which is deleted when all held. */
record PartRunner(Surroundings surroundings, InstantSource clock) {
    Result run(Proof proof, String part, long seed, boolean sample) throws Exception {
        Instant begun = clock.instant();
        MainCode code = MainCode.in(surroundings.home().root());
        Path directory = Files.createTempDirectory("pgsonde-prove-");
        try (Progress.Step step = surroundings.progress().begin(proof.name() + " " + part + " (seed " + seed + ")")) {
            List<Figure> figures = proof.run(new Trial(part, seed, sample, directory, surroundings, step));
            long seconds = Duration.between(begun, clock.instant()).toSeconds();
            Result result = new Result(proof.name(), part, seed, code.commit(), code.digest(), begun, seconds, figures);
            if (result.holds()) {
                delete(directory);
                step.done("holds");
            } else {
                step.done("does not hold; its files are in " + directory);
            }
            return result;
        } catch (AssertionError e) {
            throw new UserError(
                    proof.name() + " " + part + " with --seed " + seed + ": " + e.getMessage() + " (its files are in "
                            + directory + ")",
                    e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
