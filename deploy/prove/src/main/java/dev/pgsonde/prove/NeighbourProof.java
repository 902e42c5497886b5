package dev.pgsonde.prove;

import dev.pgsonde.local.neighbour.Neighbourhood;
import dev.pgsonde.local.neighbour.Outcome;
import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Another user of the machine tries every port of a local stack, and its files and processes. */
final class NeighbourProof implements Proof {
    private static final int NEWEST = 18;

    @Override
    public String name() {
        return "neighbour";
    }

    @Override
    public String about() {
        return "another user of the machine can read and change nothing of the local stack (as root, who alone can be another)";
    }

    @Override
    public List<String> parts() {
        return List.of("local-stack");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        if (!Neighbourhood.canBeSeen()) {
            throw new TestAbortedException("not root, who alone can be another user");
        }
        StackPlan plan = StackPlan.with(PostgresPlan.of(NEWEST, Map.of("fsync", "off")));
        return Stack.run(
                trial.surroundings(),
                DataDirectory.create(null, Path.of("/tmp")),
                trial.sample() ? plan.withoutDruid() : plan,
                stack -> look(stack, trial));
    }

    private static List<Figure> look(Stack stack, Trial trial) throws IOException {
        Path scratch = Files.createTempDirectory(Path.of("/tmp"), "neighbour");
        try {
            if (!trial.sample()) {
                stack.druid();
            }
            stack.postgres();
            Neighbourhood neighbourhood = new Neighbourhood(stack, scratch);
            trial.progress().now("with passwords");
            int kinds = neighbourhood.gainsWithPassword(!trial.sample()).size();
            trial.progress().now("without");
            List<Outcome> attempts = neighbourhood.attempts();
            List<String> gains = new ArrayList<>(attempts.stream()
                    .filter(Outcome::got)
                    .map(Outcome::toString)
                    .toList());
            gains.addAll(neighbourhood.openFiles());
            gains.addAll(neighbourhood.toldByProcesses());
            if (!gains.isEmpty()) {
                throw new AssertionError("another user got: " + String.join(", ", gains));
            }
            return List.of(
                    Figure.atLeast("kinds of server that their passwords open", kinds, "", trial.sample() ? 2 : 4),
                    Figure.tried("attempts without a password, or with another", attempts.size(), 200),
                    Figure.none("attempts that got something, open files, told secrets", gains.size()));
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
