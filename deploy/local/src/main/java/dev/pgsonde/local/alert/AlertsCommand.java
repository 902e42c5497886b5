package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.Json;
import dev.pgsonde.local.record.PipelineOptions;
import dev.pgsonde.local.record.UntilInterrupted;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Glob;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists alerts, gravest first. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the alerts of a pipeline, one a line.",
            "Without --bootstrap, of the pgsonde that you have running here."
        },
        footer = {"", "Exit codes: 0 listed, 1 failed, 2 wrong usage."})
public final class AlertsCommand implements Callable<Integer> {
    private static final String OPEN = "open";
    private static final String ANY = "any";

    private final Surroundings world;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Option(names = "--follow", description = "Then tell each transition as it comes, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object a line, with all that is known.")
    private boolean json;

    @Option(names = "--source", paramLabel = "NAME", description = "Only of this source; * and ? are taken.")
    private String source = "*";

    @Option(names = "--metric", paramLabel = "NAME", description = "Only of this metric; * and ? are taken.")
    private String metric = "*";

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "Only in these: open (the default), firing, acknowledged, silenced, resolved, accepted, any.")
    private List<String> states = List.of(OPEN);

    public AlertsCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        states.forEach(this::requireKnown);
        Ledger ledger = new Ledger(where.pipeline(world.environment()));
        Board board = Board.of(ledger.read(Ledger.topics().alerts()));
        List<Alert> alerts = board.alerts().stream().filter(this::isWanted).toList();
        Listing listing = new Listing(ZoneId.systemDefault(), isColoured(), alerts);
        if (!json && alerts.isEmpty()) {
            world.out().println("No alert " + String.join(" or ", states) + ".");
        } else if (!json) {
            world.out().println(listing.head());
        }
        alerts.forEach(alert -> tell(alert, listing));
        if (follow) {
            follow(ledger, board, listing);
        }
        return 0;
    }

    /** What stands on the board has been told; while one waits for news, an end is news too. */
    private void follow(Ledger ledger, Board board, Listing listing) {
        try (UntilInterrupted interrupted = new UntilInterrupted()) {
            ledger.follow(
                    Ledger.topics().alerts(),
                    alert -> {
                        if (board.isNews(alert)) {
                            board.put(alert);
                            tellIfOf(alert, listing);
                        }
                    },
                    interrupted::isInterrupted);
        }
    }

    private void tellIfOf(Alert alert, Listing listing) {
        boolean stages = states.equals(List.of(OPEN)) || isInState(alert);
        if (stages && isOf(alert)) {
            tell(alert, listing);
        }
    }

    private void tell(Alert alert, Listing listing) {
        world.out().println(json ? Json.line(alert) : listing.line(alert));
    }

    private boolean isWanted(Alert alert) {
        return isInState(alert) && isOf(alert);
    }

    private boolean isOf(Alert alert) {
        return Glob.matches(source, alert.source()) && Glob.matches(metric, alert.metric());
    }

    private boolean isInState(Alert alert) {
        return states.stream().anyMatch(state -> switch (state) {
            case ANY -> true;
            case OPEN -> alert.state() == AlertState.FIRING;
            default -> alert.stage().name().toLowerCase(Locale.ROOT).equals(state);
        });
    }

    private void requireKnown(String state) {
        boolean known = Stream.concat(
                        Stream.of(OPEN, ANY),
                        Stream.of(AlertStage.values())
                                .filter(stage -> stage != AlertStage.UNKNOWN)
                                .map(stage -> stage.name().toLowerCase(Locale.ROOT)))
                .anyMatch(state::equals);
        if (!known) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--state must be open, firing, acknowledged, silenced, resolved, accepted or any, not " + state);
        }
    }

    /** The launcher tells how wide a terminal is, where there is one. */
    private boolean isColoured() {
        return Integer.getInteger("pgsonde.columns") != null
                && world.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }
}
