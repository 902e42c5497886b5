package dev.pgsonde.local.detect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.detect.Watch.Told;
import dev.pgsonde.local.record.Json;
import dev.pgsonde.process.UserError;
import dev.pgsonde.streams.detect.Detector;
import dev.pgsonde.streams.detect.Guard;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Shift;
import dev.pgsonde.streams.detect.Tier;
import dev.pgsonde.streams.detect.Tuning;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Says of any series what the topology would have said of it, window by window. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a series and prints each change that the detector would have told, and when.",
            "The columns are t,numerator,denominator or t,value, both with ,event or without; the first line names them.",
            "An empty cell is unknown. Rows are counted from 0, the first line not among them."
        },
        footer = {"", "Exit codes: 0 read to the end, 1 failed, 2 wrong usage."})
public final class DetectCommand implements Callable<Integer> {
    private static final double LEAST_DENOMINATOR = 10;

    private final InputStream input;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE.csv", description = "The series; - reads standard input.")
    private String file = "-";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--floor",
            paramLabel = "SHARE",
            description = "The smallest relative change worth telling (default: 0.05).")
    private @Nullable Double floor;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            defaultValue = "warn",
            description = "warn tells everything, page only what would wake somebody (default: ${DEFAULT-VALUE}).")
    private String tier = "warn";

    @Option(
            names = "--results",
            description = {
                "Each row is a result of a build or a run: few, the floor 0.0125 unless said,",
                "and after 30 rows what is new is normal."
            })
    private boolean results;

    public DetectCommand(InputStream input) {
        this.input = input;
    }

    @Override
    public Integer call() {
        double least = floor == null ? (results ? Contest.CORPUS_FLOOR : Contest.FLOOR) : floor;
        require(least > 0 && least < 10, "--floor must be above 0 and below 10; 0.05 is 5 %");
        require(tier.equals("warn") || tier.equals("page"), "--tier must be warn or page, not " + tier);
        SeriesFile series = read();
        List<Told> told = new Watch(
                        new Detector(results ? Tuning.RESULTS : Tuning.STANDARD),
                        new Limits(series.scale(), least, LEAST_DENOMINATOR, 0),
                        tier.equals("page") ? Tier.PAGE : Tier.WARN)
                .over(series.trace(), series.events());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(tree(told).toPrettyString());
        } else {
            lines(series.trace().size(), told).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private SeriesFile read() {
        String name = file.equals("-") ? "standard input" : file;
        try (BufferedReader in = file.equals("-")
                ? new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file))) {
            return SeriesFile.read(in, name);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UserError(name + ": there is no such file", e);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new UserError(name + ": is not a text in UTF-8", e);
        } catch (IOException e) {
            throw new UserError(name + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static ObjectNode tree(List<Told> told) {
        ObjectNode tree = Json.object();
        ArrayNode verdicts = tree.putArray("verdicts");
        for (Told each : told) {
            Shift shift = each.shift();
            ObjectNode verdict = verdicts.addObject().put("onset", each.onset()).put("decidedAt", each.decidedAt());
            if (Double.isNaN(shift.ratio())) {
                verdict.putNull("ratio");
            } else {
                verdict.put("ratio", Math.round(shift.ratio() * 1e4) / 1e4);
            }
            verdict.put("direction", direction(shift)).put("tier", tier(shift));
            ObjectNode guards = verdict.putObject("guards");
            for (Guard guard : shift.guards()) {
                guards.putObject(guard.name())
                        .put("value", guard.value())
                        .put("limit", guard.limit())
                        .put("passed", guard.passed());
            }
        }
        return tree;
    }

    private static List<String> lines(int windows, List<Told> told) {
        if (told.isEmpty()) {
            return List.of("no change in " + windows + " windows");
        }
        return told.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "row %d: %s to %.3f times what it was (%s), decided at row %d%n  %s",
                        each.onset(),
                        direction(each.shift()),
                        each.shift().ratio(),
                        tier(each.shift()),
                        each.decidedAt(),
                        each.shift().guards().stream()
                                .map(guard -> String.format(
                                        Locale.ROOT, "%s %.3g of %.3g", guard.name(), guard.value(), guard.limit()))
                                .collect(Collectors.joining(", "))))
                .toList();
    }

    private static String direction(Shift shift) {
        return shift.isRise() ? "up" : "down";
    }

    private static String tier(Shift shift) {
        return shift.tier().name().toLowerCase(Locale.ROOT);
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
