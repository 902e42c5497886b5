package dev.pgsonde.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Cost;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Pages;
import dev.pgsonde.streams.cause.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of what pages, in the README, is that of the catalogue. */
class SeverityTableTest {
    private final Catalog catalog = Catalog.standard();

    @Test
    void theReadmeSaysOfEachMetricAndRuleWhatPages() throws IOException {
        String table = String.join("\n", table());

        assertThat(Files.readString(Path.of("README.md")))
                .as("put this into streams/README.md:%n%s", table)
                .contains(table);
    }

    private List<String> table() {
        List<String> lines =
                new ArrayList<>(List.of("| metric or rule | otherwise | it pages |", "| --- | --- | --- |"));
        catalog.metrics().stream()
                .filter(metric -> metric.judged() != null)
                .map(metric -> row(metric.metric(), otherwise(metric), metric.pages()))
                .forEach(lines::add);
        catalog.rules().stream()
                .map(rule -> row(rule.rule(), rule.severity().name().toLowerCase(Locale.ROOT), rule.pages()))
                .forEach(lines::add);
        return lines;
    }

    private static String otherwise(Metric metric) {
        return metric.worse() == Metric.Worse.NEITHER ? "info" : "warn";
    }

    private String row(String name, String otherwise, Pages pages) {
        return "| `" + name + "` | " + otherwise + " | " + said(pages) + " |";
    }

    private String said(Pages pages) {
        if (pages.always()) {
            return "always";
        }
        if (pages.isNever()) {
            return "never";
        }
        String groups = pages.when().stream()
                .map(group -> group.stream().map(this::said).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining("; or "));
        return pages.ratio() == null
                ? groups
                : "from " + Amount.plain(pages.ratio()) + " times the baseline on, and: " + groups;
    }

    private String said(Cost cost) {
        if (cost instanceof Cost.Level level) {
            String verb = level.more() != null ? " has risen by " : " is ";
            String limit = bound(level) + Amount.of(level.limit(), unit(level));
            return "`" + level + "`" + verb + limit + (level.times() != null ? " what it was" : "");
        }
        if (cost instanceof Cost.Share share) {
            return "`" + share + "` is " + bound(share)
                    + Amount.of(share.limit(), share.unit() == null ? "" : share.unit());
        }
        return "the disk is full within " + Amount.of(cost.limit(), "us");
    }

    private String unit(Cost.Level level) {
        if (level.times() != null) {
            return "times";
        }
        return level.against() != null
                ? "share"
                : catalog.metric(level.metric()).orElseThrow().unit();
    }

    private static String bound(Cost cost) {
        return cost.isAtLeast() ? "at least " : "at most ";
    }
}
