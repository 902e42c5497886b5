package dev.pgsonde.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.NameList;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.window.Ratios.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Tumbling WINDOWS = new Tumbling(Duration.ofSeconds(30));

    private final Catalog catalog = Catalog.standard();
    private final Figures figures = new Figures(new SubjectTerms(catalog), WINDOWS);

    @Test
    void columnsOfOtherViewsAreThoseOfTheWholeServer() {
        figures.add(row("tables", "app.public.docs", 30_000, null, Map.of("tables.seq_tup_read", 500L)));
        figures.add(row("tables", "app.pg_catalog.pg_class", 30_000, null, Map.of("tables.seq_tup_read", 70L)));
        figures.addServer(row("server", "orders", 0, null, Map.of("database.xact_commit", 50L)));

        assertThat(moved(figures.of(metric("seq_tup_read_of_table"))))
                .containsOnly(Map.entry("app.public.docs", new Ratio(500, 50)));
        assertThat(figures.of(metric("wal_bytes_per_commit").denominator())).hasValue(50);
        assertThat(figures.of(metric("wal_bytes_per_commit").numerator()))
                .as("the server's record does not have it")
                .isEmpty();
    }

    @Test
    void readingsOfOneNameAddUpAndTheirLooksDoNot() {
        figures.add(row("sessions", "app.web.shop", 30_000, null, Map.of("sessions.open", 12L)));
        figures.add(row("sessions", "other.web.shop", 30_000, null, Map.of("sessions.open", 3L)));
        figures.add(row("sessions", "app.job.night", 30_000, null, Map.of("sessions.open", 4L)));

        assertThat(moved(figures.of(metric("open_sessions_of_application"))))
                .containsOnly(Map.entry("shop", new Ratio(15, 3)), Map.entry("night", new Ratio(4, 3)));
    }

    @Test
    void aRowOfWhichAPartIsUnknownLeavesTheOthersKnown() {
        figures.addServer(row("server", "orders", 0, null, Map.of("database.xact_commit", 50L)));
        figures.add(row("tables", "app.public.new", 10_000, "new_row", Map.of("tables.seq_tup_read", 9L)));
        figures.add(row("tables", "app.public.docs", 30_000, null, Map.of("tables.seq_tup_read", 500L)));

        Ratios byTable = figures.of(metric("seq_tup_read_of_table"));
        assertThat(byTable.of("app.public.new")).isEmpty();
        assertThat(byTable.of("app.public.docs")).hasValue(new Ratio(500, 50));
        assertThat(byTable.of("app.public.still")).hasValue(new Ratio(0, 50));
        assertThat(byTable.ofMoved("app.public.still")).isEmpty();
    }

    @Test
    void aViewOfWhichTooLittleIsKnownIsUnknown() {
        figures.addServer(row("server", "orders", 0, null, Map.of("database.xact_commit", 50L)));
        figures.add(row("tables", "app.public.docs", 23_999, null, Map.of("tables.seq_tup_read", 500L)));
        assertThat(moved(figures.of(metric("seq_tup_read_of_table")))).isEmpty();
        assertThat(figures.wasLookedAt("tables")).isFalse();

        Figures others = new Figures(new SubjectTerms(catalog), WINDOWS);
        others.addServer(row("server", "orders", 0, null, Map.of("database.xact_commit", 50L)));
        others.add(row("tables", "app.public.docs", 24_000, null, Map.of("tables.seq_tup_read", 500L)));
        assertThat(moved(others.of(metric("seq_tup_read_of_table")))).hasSize(1);
        assertThat(others.wasLookedAt("tables")).isTrue();
        others.add(view("tables", "not_read"));
        assertThat(moved(others.of(metric("seq_tup_read_of_table")))).isEmpty();
    }

    @Test
    void aSeldomViewWithoutRowsWasLookedAtAllTheSame() {
        assertThat(figures.wasLookedAt("xmin_holders")).isFalse();
        figures.add(view("xmin_holders", null));
        assertThat(figures.wasLookedAt("xmin_holders")).isTrue();
    }

    @Test
    void rowsAreCountedThatSayNothingInNumbers() {
        figures.add(row("foreign_keys_without_index", "app.public.lines.fk1", 30_000, null, Map.of()));
        figures.add(row("foreign_keys_without_index", "app.public.lines.fk2", 30_000, null, Map.of()));

        Rule rule = catalog.rules().stream()
                .filter(each -> each.rule().equals("foreign_key_without_index"))
                .findFirst()
                .orElseThrow();
        assertThat(moved(figures.ratios(rule.headline().of(), null, catalog.labelsOf(rule))))
                .containsOnly(Map.entry("app.public.lines", new Ratio(2, 1)));
    }

    @Test
    void whereNoRowMeetsAConditionTheSumIsZero() {
        String wait = Subject.of(List.of("app", "web", "shop", "client backend", "active", "-", "-", "1"));
        figures.add(row("waits", wait, 30_000, null, Map.of("waits.samples", 40L)));

        assertThat(moved(figures.of(metric("aborted_share_of_application"))))
                .containsOnly(Map.entry("shop", new Ratio(0, 40)));
    }

    private static Map<String, Ratio> moved(Ratios ratios) {
        Map<String, Ratio> moved = new HashMap<>();
        ratios.forEach(moved::put);
        return moved;
    }

    private Metric metric(String name) {
        return catalog.metric(name).orElseThrow();
    }

    private static Window view(String view, @Nullable String reason) {
        return Window.ofView(
                "other", "orders", START, WINDOWS.endOf(START), "i", null, view, view, 30_000, 3, 3, reason);
    }

    /** Looked at three times. */
    private Window row(String view, String subject, long coveredMs, @Nullable String reason, Map<String, Long> sums) {
        List<String> labels =
                view.equals(View.SERVER) ? List.of() : catalog.view(view).labels();
        return new Window(
                "some",
                "orders",
                START,
                WINDOWS.endOf(START),
                "i",
                null,
                view,
                "some",
                subject,
                Subject.labels(subject, labels),
                coveredMs,
                3,
                3,
                false,
                reason,
                NameList.NONE.fingerprint(),
                NamedNumbers.of(new TreeMap<>(sums)),
                NamedNumbers.NONE);
    }
}
