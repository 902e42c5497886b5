package dev.pgsonde.prove;

import dev.pgsonde.local.PlainProgress;
import dev.pgsonde.local.bench.TextTable;
import dev.pgsonde.local.stack.Surroundings;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the proofs, runs parts of one, or adds up the results that were kept. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a long experiment on real servers with fresh random inputs, part by part.",
            "Without ITEM it lists them. A part that has a result for this state of the code is not run again,",
            "so that a command that was interrupted goes on where it was."
        },
        footer = {
            "",
            "Results are kept in deploy/prove/results, one file for each part and state of the main code.",
            "Exit codes: 0 all figures are within their limits, 1 one is not, or a part is missing, 2 wrong usage, 130 interrupted."
        })
final class ProveCommand implements Callable<Integer> {
    private final Surroundings world;
    private final List<Proof> proofs;
    private final Results results;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ITEM", description = "What is to be proved.")
    private @Nullable String item;

    @Option(names = "--part", paramLabel = "PART", description = "Only this part, even when it has a result.")
    private @Nullable String part;

    @Option(names = "--seed", paramLabel = "N", description = "The random inputs of an earlier run; with --part.")
    private @Nullable Long seed;

    @Option(names = "--sample", description = "A small sample of each part, as the build runs it; nothing is kept.")
    private boolean sample;

    @Option(names = "--sum", description = "Run nothing: add up the results of this state of the main code.")
    private boolean sum;

    @Option(names = "--json", description = "Print JSON, and progress to the standard error.")
    private boolean json;

    ProveCommand(Surroundings world, List<Proof> proofs, Results results) {
        this.world = world;
        this.proofs = proofs;
        this.results = results;
    }

    @Override
    public Integer call() throws Exception {
        if (item == null) {
            list();
            return 0;
        }
        Proof proof = proof(item);
        requireUsage(seed == null || part != null, "--seed belongs to one part: name it with --part");
        requireUsage(
                part == null || proof.parts().contains(part), "--part is one of " + String.join(", ", proof.parts()));
        requireUsage(!sum || (part == null && !sample), "--sum runs nothing: leave out --part and --sample");
        if (sum) {
            return total(proof);
        }
        return run(proof);
    }

    private void list() {
        TextTable table = new TextTable("lrl");
        proofs.forEach(proof -> table.row("  " + proof.name(), proof.parts().size() + " parts", proof.about()));
        table.lines().forEach(world.out()::println);
    }

    private int run(Proof proof) throws Exception {
        Surroundings shown = json
                ? new Surroundings(world.home(), world.environment(), new PlainProgress(System.err), System.err)
                : world;
        String digest = MainCode.in(world.home().root()).digest();
        List<String> done =
                results.of(proof.name(), digest).stream().map(Result::part).toList();
        List<Result> all = new ArrayList<>();
        for (String name : part == null ? proof.parts() : List.of(part)) {
            if (part == null && !sample && done.contains(name)) {
                shown.progress().say("  " + proof.name() + " " + name + ": has a result for this state of the code");
                continue;
            }
            long chosen = seed == null ? new SecureRandom().nextLong() : seed;
            Result result = new PartRunner(shown, InstantSource.system()).run(proof, name, chosen, sample);
            if (!sample) {
                results.keep(result);
            }
            print(result);
            all.add(result);
        }
        return all.stream().allMatch(Result::holds) ? 0 : 1;
    }

    private void print(Result result) {
        if (json) {
            world.out().println(Results.json(result));
        } else {
            print(result.figures(), true);
        }
    }

    private int total(Proof proof) throws Exception {
        MainCode code = MainCode.in(world.home().root());
        Total total = Total.of(proof.parts(), results.of(proof.name(), code.digest()));
        if (json) {
            world.out().println(Results.json(total));
        } else {
            print(total.figures(), false);
            String missing = total.missing().isEmpty() ? "none" : String.join(", ", total.missing());
            world.out().println("  state of the main code " + code.digest() + "; parts missing: " + missing);
        }
        return total.holds() ? 0 : 1;
    }

    private void print(List<Figure> figures, boolean ofOnePart) {
        TextTable table = new TextTable("lrll");
        for (Figure figure : figures) {
            table.row("    " + figure.name(), value(figure), limit(figure), verdict(figure, ofOnePart));
        }
        PrintStream out = world.out();
        table.lines().forEach(out::println);
    }

    private static String value(Figure figure) {
        return (number(figure.value()) + " " + figure.unit()).strip();
    }

    private static String limit(Figure figure) {
        String side = figure.limit().side() == Figure.Limit.Side.AT_MOST ? "at most " : "at least ";
        return side + number(figure.limit().bound());
    }

    private static String verdict(Figure figure, boolean ofOnePart) {
        if (figure.holds()) {
            return "pass";
        }
        return ofOnePart && !figure.judgedAlone() ? "adds up" : "FAIL";
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private Proof proof(String wanted) {
        return proofs.stream()
                .filter(proof -> proof.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no item " + wanted + "; there are "
                                + proofs.stream().map(Proof::name).collect(Collectors.joining(", "))));
    }

    private void requireUsage(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
