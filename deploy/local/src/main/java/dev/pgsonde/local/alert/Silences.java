package dev.pgsonde.local.alert;

import dev.pgsonde.process.SafeText;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is silenced, of all that was said. */
final class Silences {
    private Silences() {}

    static List<Silence> inForce(List<Saying> said, Instant now) {
        Map<String, Silence> silences = new LinkedHashMap<>();
        for (Saying saying : said) {
            if (saying instanceof Silence silence && now.isBefore(silence.until())) {
                silences.put(silence.id(), silence);
            } else if (saying instanceof SilenceEnded ended) {
                silences.remove(ended.id());
            }
        }
        return List.copyOf(silences.values());
    }

    static String line(Silence silence) {
        return SafeText.terminal(String.format(
                Locale.ROOT,
                "%s  source %s, metric %s, subject %s, severity %s, until %s, by %s%s",
                silence.id(),
                silence.source(),
                silence.metric(),
                silence.subject(),
                silence.severity(),
                silence.until().truncatedTo(ChronoUnit.SECONDS),
                silence.author(),
                silence.reason() == null ? "" : ": " + silence.reason()));
    }
}
