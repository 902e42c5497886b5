package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.PipelineOptions;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Glob;
import dev.pgsonde.schema.Judged;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why something was told, or why it was not. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tells all of an alert: its numbers, what it was tested by, causes with their evidence, what to do.",
            "With --source and --metric instead of an id, what held it back when it was last judged."
        },
        footer = {"", "Exit codes: 0 explained, 1 failed, 2 wrong usage."})
public final class ExplainCommand implements Callable<Integer> {
    private static final int USUAL_WIDTH = 100;

    private final Surroundings world;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The alert, or how its id begins.")
    private @Nullable String id;

    @Option(names = "--source", paramLabel = "NAME", description = "Of which source.")
    private @Nullable String source;

    @Option(names = "--metric", paramLabel = "NAME", description = "Of which metric.")
    private @Nullable String metric;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "Of which subject; * and ? are taken (default: all).")
    private String subject = "*";

    public ExplainCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if ((id == null) == (source == null) || (source == null) != (metric == null)) {
            throw new ParameterException(spec.commandLine(), "an alert's ID is needed, or --source and --metric");
        }
        Ledger ledger = new Ledger(where.pipeline(world.environment()));
        Explanation explanation = new Explanation(
                ZoneId.systemDefault(),
                Integer.getInteger("pgsonde.columns", USUAL_WIDTH),
                new Sparkline(isUnicode(world.environment())));
        Board board = Board.of(ledger.read(Ledger.topics().alerts()));
        if (id != null) {
            tell(ledger, explanation, board.named(id));
        } else if (source != null && metric != null) {
            explain(ledger, board, explanation, source, metric);
        }
        return 0;
    }

    private void explain(Ledger ledger, Board board, Explanation explanation, String of, String measured) {
        List<Alert> open = board.alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .filter(alert -> isMeant(of, measured, alert.source(), alert.metric(), alert.subject()))
                .toList();
        open.forEach(alert -> tell(ledger, explanation, alert));
        Map<String, Judged> newest = new LinkedHashMap<>();
        ledger.read(Ledger.topics().judged()).stream()
                .filter(judged -> isMeant(of, measured, judged.source(), judged.metric(), judged.subject()))
                .forEach(judged -> newest.put(judged.key(), judged));
        if (open.isEmpty()) {
            newest.values().forEach(judged -> explanation.of(judged).forEach(world.out()::println));
        }
        if (open.isEmpty() && newest.isEmpty()) {
            throw new UserError("nothing has been judged of " + measured + " of " + of
                    + " that came near an alert; is it judged at all, and is the name right?");
        }
    }

    private void tell(Ledger ledger, Explanation explanation, Alert alert) {
        explanation.of(alert, StatementTexts.of(alert, ledger)).forEach(world.out()::println);
    }

    private boolean isMeant(String of, String measured, String itsSource, String itsMetric, String itsSubject) {
        return of.equals(itsSource) && measured.equals(itsMetric) && Glob.matches(subject, itsSubject);
    }

    private static boolean isUnicode(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toUpperCase(Locale.ROOT).matches(".*UTF-?8.*"))
                .orElse(false);
    }
}
