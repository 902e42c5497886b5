package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.PipelineOptions;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Watched;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says that a source is gone for good. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Says that a source is gone for good: nobody is notified any more that it is not sampled.",
            "Stop its agents first: a source whose agent still reports is watched again at once."
        },
        footer = {"", "Exit codes: 0 forgotten, 1 failed, 2 wrong usage."})
public final class ForgetCommand implements Callable<Integer> {
    private final Surroundings world;

    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Parameters(paramLabel = "SOURCE", description = "The source, as its agent's configuration names it.")
    private String source = "";

    public ForgetCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Ledger ledger = new Ledger(where.pipeline(world.environment()));
        Set<String> known = ledger.read(Ledger.topics().watched()).stream()
                .map(Watched::source)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!known.contains(source)) {
            throw new UserError("no source " + source + " is watched; there "
                    + (known.isEmpty() ? "is none" : "are " + String.join(", ", known)));
        }
        ledger.erase(Ledger.topics().watched(), source);
        world.out().println(source + " is watched no more; alerts that it is not sampled end within moments");
        return 0;
    }
}
