package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.PipelineOptions;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.Durations;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Glob;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps alerts from being delivered for a while; they are found, listed and recorded as ever. */
@Command(
        name = "silence",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps matching alerts of a source from being delivered for a while.",
            "They are found and listed all the same; what still goes on afterwards is delivered then."
        },
        footer = {
            "",
            "Example: pgsonde silence --source orders --metric 'wal_*' --for 2h --reason 'reindexing'",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
public final class SilenceCommand implements Callable<Integer> {
    private final Surroundings world;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Whose alerts; with * or ? those of each source that is known now.")
    private @Nullable String source;

    @Option(names = "--metric", paramLabel = "NAME", description = "Of which metric; * and ? are taken (default: all).")
    private String metric = "*";

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "Of which subject; * and ? are taken (default: all).")
    private String subject = "*";

    @Option(names = "--severity", paramLabel = "NAME", description = "page, warn or info (default: all).")
    private String severity = "*";

    @Option(names = "--for", paramLabel = "DURATION", description = "How long: 30min, 2h, 7d.")
    private @Nullable String duration;

    @Option(names = "--reason", paramLabel = "TEXT", description = "What whoever wonders should know.")
    private @Nullable String reason;

    @Option(names = "--author", paramLabel = "NAME", description = "Who says so (default: you).")
    private @Nullable String author;

    @Option(names = "--list", description = "List the silences that are in force.")
    private boolean list;

    @Option(names = "--end", paramLabel = "ID", description = "End the silence whose id begins so.")
    private @Nullable String end;

    public SilenceCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (!list && end == null && (source == null || duration == null)) {
            throw new ParameterException(spec.commandLine(), "--source and --for are needed, or --list, or --end");
        }
        if (!severity.matches("\\*|page|warn|info")) {
            throw new ParameterException(spec.commandLine(), "--severity must be page, warn or info");
        }
        Ledger ledger = new Ledger(where.pipeline(world.environment()));
        String by = author == null ? Author.of(world.environment()) : author;
        if (end != null) {
            end(ledger, end, by);
        } else if (source != null && duration != null && !list) {
            silence(ledger, source, Instant.now().plus(Durations.parse(duration)), by);
        } else {
            list(ledger);
        }
        return 0;
    }

    /** One record a source: all that is said of a source travels under its key. */
    private void silence(Ledger ledger, String named, Instant until, String by) {
        Instant now = Instant.now();
        for (String each : Glob.isPattern(named) ? known(ledger, named) : List.of(named)) {
            String id = UUID.randomUUID().toString().substring(0, 8);
            Silence silence = new Silence(each, now, id, metric, subject, severity, until, reason, by);
            ledger.write(Ledger.topics().annotations(), each, silence);
            world.out().println(Silences.line(silence));
        }
    }

    private static List<String> known(Ledger ledger, String pattern) {
        Stream<String> sources = Stream.concat(
                ledger.read(Ledger.topics().agents()).stream().map(Report::source),
                ledger.read(Ledger.topics().alerts()).stream().map(Alert::source));
        List<String> found = List.copyOf(new TreeSet<>(
                sources.filter(each -> Glob.matches(pattern, each)).toList()));
        if (found.isEmpty()) {
            throw new UserError("no source is known that matches " + pattern);
        }
        return found;
    }

    private void list(Ledger ledger) {
        List<Silence> inForce = Silences.inForce(ledger.read(Ledger.topics().annotations()), Instant.now());
        if (inForce.isEmpty()) {
            world.out().println("Nothing is silenced.");
        }
        inForce.forEach(silence -> world.out().println(Silences.line(silence)));
    }

    private void end(Ledger ledger, String id, String by) {
        List<Silence> found = Silences.inForce(ledger.read(Ledger.topics().annotations()), Instant.now()).stream()
                .filter(silence -> silence.id().startsWith(id))
                .toList();
        if (found.size() != 1) {
            throw new UserError((found.isEmpty() ? "no silence begins with " : "more than one silence begins with ")
                    + id + "; pgsonde silence --list lists those in force");
        }
        Silence silence = found.get(0);
        ledger.write(
                Ledger.topics().annotations(),
                silence.source(),
                new SilenceEnded(silence.source(), Instant.now(), silence.id(), by));
        world.out().println("ended " + Silences.line(silence));
    }
}
