package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.Json;
import dev.pgsonde.local.record.PipelineOptions;
import dev.pgsonde.local.record.UntilInterrupted;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.Durations;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Glob;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what known changes did. */
@Command(
        name = "effects",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the changes that pgsonde noticed, and what each did to the metrics, by the windows before and after it.",
            "Without --bootstrap, of the pgsonde that you have running here."
        },
        footer = {"", "Exit codes: 0 listed, 1 failed, 2 wrong usage."})
public final class EffectsCommand implements Callable<Integer> {
    private final Surroundings world;

    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Option(names = "--follow", description = "Then print each effect that is measured, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object a line, with all that is known.")
    private boolean json;

    @Option(names = "--source", paramLabel = "NAME", description = "Only of this source; * and ? are taken.")
    private String source = "*";

    @Option(names = "--metric", paramLabel = "NAME", description = "Only of this metric; * and ? are taken.")
    private String metric = "*";

    @Option(
            names = "--last",
            paramLabel = "DURATION",
            description = "Only of changes that are no older than this: 30min, 2h, 7d (default: ${DEFAULT-VALUE}).")
    private String last = "24h";

    public EffectsCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Instant since = Instant.now().minus(Durations.parse(last));
        Ledger ledger = new Ledger(where.pipeline(world.environment()));
        EffectBoard board = new EffectBoard();
        ledger.readEach(Ledger.topics().effects(), effect -> {
            if (isWanted(effect) && !effect.change().at().isBefore(since)) {
                board.put(effect);
            }
        });
        print(board);
        if (follow) {
            follow(ledger, board);
        }
        return 0;
    }

    private void print(EffectBoard board) {
        if (json) {
            board.effects().forEach(effect -> world.out().println(Json.line(effect)));
        } else if (board.changes().isEmpty()) {
            world.out().println("No change in the last " + last + ".");
        } else {
            EffectText text = new EffectText(ZoneId.systemDefault());
            board.changes().values().forEach(effects -> print(text.lines(effects)));
        }
    }

    private void follow(Ledger ledger, EffectBoard board) {
        EffectText text = new EffectText(ZoneId.systemDefault());
        try (UntilInterrupted interrupted = new UntilInterrupted()) {
            ledger.follow(
                    Ledger.topics().effects(),
                    effect -> {
                        if (isWanted(effect) && board.isNew(effect)) {
                            board.put(effect);
                            print(json ? List.of(Json.line(effect)) : text.lines(List.of(effect)));
                        }
                    },
                    interrupted::isInterrupted);
        }
    }

    private void print(List<String> lines) {
        lines.forEach(world.out()::println);
    }

    private boolean isWanted(Effect effect) {
        return Glob.matches(source, effect.source()) && Glob.matches(metric, effect.metric());
    }
}
