package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.Surroundings;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a benchmark runs, and what it was told; {@code data} gives each of its stacks an empty directory. */
public record Workbench(
        Surroundings world, Supplier<DataDirectory> data, UnaryOperator<StackPlan> ports, Wishes wishes) {
    /** What the command line said; {@code exporter} is a newer one than the system's, {@code corpus} a directory of series, {@code before} a commit. */
    public record Wishes(
            int postgresMajor,
            boolean quick,
            @Nullable Path exporter,
            @Nullable Path corpus,
            @Nullable Long seed,
            @Nullable String before) {
        /** Half of it when it has to be quick. */
        int rounds(int thorough) {
            return quick ? (thorough + 1) / 2 : thorough;
        }
    }

    Progress progress() {
        return world.progress();
    }

    /** Runs servers, without Druid, while {@code story} is told. */
    <T> T with(StackPlan servers, Stack.Story<T> story) throws Exception {
        return Stack.run(world, data.get(), ports.apply(servers.withoutDruid()), story);
    }
}
