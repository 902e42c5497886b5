package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.PipelineOptions;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says of an alert that somebody has it in hand. */
@Command(
        name = "ack",
        mixinStandardHelpOptions = true,
        description = {
            "Acknowledges an alert: receivers are told, and it goes on until its level is back.",
            "With --accept the new level is normal from now on, and the alert ends."
        },
        footer = {"", "Exit codes: 0 acknowledged, 1 failed, 2 wrong usage."})
public final class AckCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Surroundings world;

    @Mixin
    private PipelineOptions where = new PipelineOptions();

    @Parameters(paramLabel = "ID", description = "The alert, or how its id begins.")
    private String id = "";

    @Option(names = "--accept", description = "The new level is normal from now on.")
    private boolean accept;

    @Option(names = "--note", paramLabel = "TEXT", description = "What whoever looks next should know.")
    private @Nullable String note;

    @Option(names = "--author", paramLabel = "NAME", description = "Who says so (default: you).")
    private @Nullable String author;

    public AckCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Ledger ledger = new Ledger(where.pipeline(world.environment()));
        Alert alert = Board.of(ledger.read(Ledger.topics().alerts())).named(id);
        if (alert.state() == AlertState.RESOLVED) {
            throw new UserError("alert " + alert.id() + " is over since " + alert.changedAt());
        }
        String by = author == null ? Author.of(world.environment()) : author;
        ledger.write(
                Ledger.topics().annotations(),
                alert.source(),
                new Acknowledgement(alert.source(), Instant.now(), alert.id(), accept, note, by));
        Alert now = answer(ledger, alert);
        world.out()
                .println(SafeText.terminal(String.format(
                        Locale.ROOT,
                        "%s of %s: %s",
                        now.metric(),
                        now.source(),
                        now.stage().name().toLowerCase(Locale.ROOT))));
        return 0;
    }

    /** Whoever made the alert answers within moments, if it runs. */
    private static Alert answer(Ledger ledger, Alert before) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Alert> next = new ArrayList<>();
        ledger.follow(
                Ledger.topics().alerts(),
                alert -> {
                    if (alert.id().equals(before.id()) && alert.sequence() > before.sequence()) {
                        next.add(alert);
                    }
                },
                () -> !next.isEmpty() || System.nanoTime() >= end);
        if (next.isEmpty()) {
            throw new UserError("it is said, but " + (before.isOfDelivery() ? "deliver" : "the streams")
                    + " has not answered within " + PATIENCE.toSeconds() + " s; it will when it runs");
        }
        return next.get(0);
    }
}
