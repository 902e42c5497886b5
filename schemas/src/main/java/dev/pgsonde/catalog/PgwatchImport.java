package dev.pgsonde.catalog;

import dev.pgsonde.catalog.UserDocument.Definitions;
import dev.pgsonde.catalog.UserDocument.Preset;
import dev.pgsonde.process.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes views of pgwatch's metrics, each under a name that nobody else has. */
final class PgwatchImport {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final @Nullable Map<String, Duration> intervals;
    private final Set<String> taken;
    private final Map<String, Integer> claims = new HashMap<>();
    private final Map<String, String> definedIn = new HashMap<>();

    /** {@code intervals} are those of the chosen preset; without one, all metrics are taken. */
    private PgwatchImport(@Nullable Map<String, Duration> intervals, Set<String> taken) {
        this.intervals = intervals;
        this.taken = new HashSet<>(taken);
    }

    static List<UserFile> of(List<Definitions> documents, @Nullable String preset, Set<String> taken) {
        Map<String, Duration> intervals =
                preset == null ? null : chosen(documents, preset).intervals();
        PgwatchImport importing = new PgwatchImport(intervals, taken);
        for (Definitions document : documents) {
            document.metrics().forEach(importing::claim);
        }
        List<UserFile> files = new ArrayList<>();
        for (Definitions document : documents) {
            files.add(importing.file(document, preset));
        }
        return files;
    }

    /** What the chosen preset asks for, told in the preset's file, and no file defines. */
    private List<Unusable> undefined(Definitions document, @Nullable String preset) {
        Preset chosen = preset == null ? null : document.presets().get(preset);
        if (chosen == null) {
            return List.of();
        }
        Set<String> defined = claims.keySet();
        return chosen.intervals().keySet().stream()
                .filter(metric -> !defined.contains(metric) && !metric.equals(Preset.RECOMMENDATIONS))
                .sorted()
                .map(metric -> new Unusable(
                        metric, "the preset " + preset + " asks for it, and no file defines it", "define it"))
                .toList();
    }

    private static Preset chosen(List<Definitions> documents, String preset) {
        Map<String, Preset> presets = new TreeMap<>();
        documents.forEach(document -> presets.putAll(document.presets()));
        Preset chosen = presets.get(preset);
        if (chosen == null) {
            throw new UserError("no file under metrics: has the preset " + preset + "; "
                    + (presets.isEmpty() ? "none has any" : "there are " + String.join(", ", presets.keySet())));
        }
        return chosen;
    }

    /** A metric claims its storage name; where two do, each keeps its own. */
    private void claim(PgwatchMetric metric) {
        if (isAsked(metric.name())) {
            new TreeSet<>(List.of(metric.name(), metric.storageName()))
                    .forEach(name -> claims.merge(name, 1, Integer::sum));
        }
    }

    private boolean isAsked(String metric) {
        return intervals == null || intervals.containsKey(Preset.asked(metric, intervals));
    }

    private UserFile file(Definitions document, @Nullable String preset) {
        List<View> views = new ArrayList<>();
        List<Unusable> unusable = new ArrayList<>(undefined(document, preset));
        List<Remark> remarks = new ArrayList<>();
        int leftOut = 0;
        for (PgwatchMetric metric : document.metrics()) {
            if (!isAsked(metric.name())) {
                leftOut++;
                continue;
            }
            String before = definedIn.putIfAbsent(metric.name(), document.file());
            Unusable reason = before == null
                    ? metric.unusable().orElse(null)
                    : new Unusable(metric.name(), "is in " + before + " too, which is used", "take one of them out");
            if (reason != null) {
                unusable.add(reason);
                continue;
            }
            views.add(metric.view(name(metric), every(metric)));
            remarks.addAll(metric.remarks());
        }
        return new UserFile(document.file(), views, unusable, remarks, leftOut);
    }

    private Duration every(PgwatchMetric metric) {
        return intervals == null ? EVERY : intervals.getOrDefault(Preset.asked(metric.name(), intervals), EVERY);
    }

    private String name(PgwatchMetric metric) {
        boolean alone = claims.getOrDefault(metric.storageName(), 0) == 1;
        String name = plain(alone ? metric.storageName() : metric.name());
        String free = name;
        for (int n = 1; !taken.add(free); n++) {
            free = "pgwatch_" + name + (n == 1 ? "" : "_" + n);
        }
        return free;
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return plain.matches("[a-z].*") ? plain : "m_" + plain;
    }
}
