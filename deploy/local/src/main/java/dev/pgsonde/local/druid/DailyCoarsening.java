package dev.pgsonde.local.druid;

import dev.pgsonde.process.UserError;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;

/** Makes old days coarser once a day, until it is closed; what fails is said, and tried again on the next day. */
public final class DailyCoarsening implements AutoCloseable {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Coarsening coarsening;
    private final int afterDays;
    private final Consumer<String> warnings;
    private final Timer timer = new Timer("coarsening", true);

    public DailyCoarsening(Coarsening coarsening, int afterDays, Consumer<String> warnings) {
        this.coarsening = coarsening;
        this.afterDays = afterDays;
        this.warnings = warnings;
    }

    public void start() {
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                coarsen();
            }
        };
        timer.schedule(task, FIRST.toMillis(), AGAIN.toMillis());
    }

    private void coarsen() {
        try {
            coarsening.due(LocalDate.now(ZoneOffset.UTC).minusDays(afterDays)).forEach(coarsening::submit);
        } catch (UserError e) {
            warnings.accept("  old windows stay as they are: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
