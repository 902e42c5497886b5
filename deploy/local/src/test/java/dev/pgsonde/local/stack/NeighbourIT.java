package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsonde.local.neighbour.Neighbourhood;
import dev.pgsonde.local.neighbour.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else on this machine knows every port. It is skipped where we are not root, who alone can be somebody else. */
class NeighbourIT {
    @TempDir
    private Path scratch;

    @Test
    void anotherUserGetsNothingOfKafkaDruidZooKeeperDerbyAndPostgres() throws Exception {
        assumeTrue(Neighbourhood.canBeSeen(), "not root, who alone can be another user");
        StackPlan plan = StackPlan.with(PostgresPlan.of(17, Map.of("fsync", "off")));
        try (Stack stack = Stack.starting(
                TestSurroundings.of(new ToldProgress()), DataDirectory.create(null, Path.of("/tmp")), plan)) {
            stack.druid();
            stack.postgres();
            Neighbourhood neighbourhood = new Neighbourhood(stack, scratch);

            assertThat(neighbourhood.gainsWithPassword(true)).containsOnlyKeys("Kafka", "ZooKeeper", "http", "jdbc");
            List<Outcome> outcomes = neighbourhood.attempts();
            assertThat(outcomes).hasSizeGreaterThan(200);
            assertThat(outcomes.stream().filter(Outcome::got)).isEmpty();
            assertThat(neighbourhood.openFiles()).isEmpty();
            assertThat(neighbourhood.toldByProcesses()).isEmpty();
        }
    }
}
