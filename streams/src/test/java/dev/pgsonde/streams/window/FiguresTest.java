package dev.pgsonde.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.window.Ratios.Ratio;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Catalog catalog = Catalog.standard();
    private final SortedMap<String, Values> sessions = new TreeMap<>(Map.of("app.web.shop", Values.of(4, 8)));
    private final Figures figures = new Figures(catalog, new Rest());

    @Test
    void rowsAreChosenByTheirLabels() {
        figures.add(
                window(
                        "waits",
                        List.of("waits.samples"),
                        Map.of(
                                "app.web.shop.client backend.active.IO.WalSync.7", counted(30),
                                "app.web.shop.client backend.idle.Client.ClientRead.null", counted(60),
                                "-.-.-.checkpointer.-.Activity.CheckpointerMain.null", counted(10))),
                true);

        assertThat(figures.of(Sum.parse("waits.samples"))).hasValue(100);
        assertThat(figures.of(Sum.parse("waits.samples{backend_type=client backend}")))
                .hasValue(90);
        assertThat(figures.of(Sum.parse("waits.samples{wait_event!=ClientRead|WalSync}")))
                .hasValue(10);
        assertThat(moved(figures.ratios(Sum.parse("waits.samples"), null, List.of("application"))))
                .containsOnly(Map.entry("shop", new Ratio(90, 1)), Map.entry("-", new Ratio(10, 1)));
    }

    @Test
    void columnsOfOtherViewsAreThoseOfTheWholeServer() {
        figures.add(
                window(
                        "tables",
                        List.of("tables.seq_tup_read"),
                        Map.of("app.public.docs", counted(500), "app.pg_catalog.pg_class", counted(70))),
                true);
        figures.add(
                window("database", List.of("database.xact_commit"), Map.of("app", counted(40), "other", counted(10))),
                true);

        assertThat(moved(figures.of(metric("seq_tup_read_of_table"))))
                .containsEntry("app.public.docs", new Ratio(500, 50))
                .doesNotContainKey("app.pg_catalog.pg_class");
        assertThat(moved(figures.of(metric("seq_tup_read_per_commit"))))
                .containsOnly(Map.entry("", new Ratio(500, 50)));
    }

    @Test
    void aDatabaseThatIsUnknownMakesTheServerUnknownAndOneNewTableOfManyDoesNot() {
        figures.add(
                window(
                        "database",
                        List.of("database.xact_commit"),
                        Map.of("app", counted(40), "other", RowSums.empty(1).without("statistics_reset"))),
                true);
        TreeMap<String, RowSums> tables =
                new TreeMap<>(Map.of("app.public.new", RowSums.empty(1).without("new_row")));
        for (int n = 0; n < 10; n++) {
            tables.put("app.public.t" + n, counted(5));
        }
        figures.add(window("tables", List.of("tables.seq_tup_read"), tables), true);

        assertThat(figures.of(Sum.parse("database.xact_commit"))).isEqualTo(OptionalLong.empty());
        assertThat(figures.of(Sum.parse("tables.seq_tup_read"))).hasValue(50);
        assertThat(figures.ratios(Sum.parse("tables.seq_tup_read"), null, List.of())
                        .of(""))
                .hasValue(new Ratio(50, 1));
        Ratios byTable = figures.ratios(
                Sum.parse("tables.seq_tup_read"), null, catalog.view("tables").labels());
        assertThat(byTable.of("app.public.new")).isEmpty();
        assertThat(byTable.of("app.public.still")).hasValue(new Ratio(0, 1));
        assertThat(byTable.ofMoved("app.public.still")).isEmpty();
    }

    @Test
    void sessionsAtRestCountInEachLook() {
        figures.add(
                new ViewWindow(
                        "orders",
                        START,
                        "sessions",
                        "",
                        new ViewSums(
                                "session",
                                "i",
                                List.of("database", "user", "application"),
                                List.of(),
                                List.of("sessions.open", "sessions.most_open"),
                                30_000,
                                3,
                                3,
                                false,
                                null,
                                null,
                                null),
                        new TreeMap<>(Map.of(
                                "app.job.night",
                                RowSums.empty(0)
                                        .reading(Readings.of(Values.of(0, 0))
                                                .then(1, Values.of(2, 2))
                                                .carriedTo(3))))),
                true);

        assertThat(figures.of(metric("open_sessions")).of("")).hasValue(new Ratio(3 * 4 + 2 * 2, 3));
        assertThat(moved(figures.of(metric("open_sessions_of_application"))))
                .containsEntry("shop", new Ratio(12, 3))
                .containsEntry("night", new Ratio(4, 3));
    }

    @Test
    void aViewThatWasNotReadIsUnknownUnlessItMayBeMissing() {
        figures.add(window("wal_lsn", List.of("wal_lsn.lsn_bytes"), Map.of("", counted(1000))), true);

        assertThat(figures.of(Sum.parse("wal_lsn.lsn_bytes - 7800 * wal.wal_fpi?")))
                .hasValue(1000);
        assertThat(figures.of(Sum.parse("wal_lsn.lsn_bytes - 7800 * wal.wal_fpi")))
                .isEmpty();
    }

    private static Map<String, Ratio> moved(Ratios ratios) {
        Map<String, Ratio> moved = new HashMap<>();
        ratios.forEach(moved::put);
        return moved;
    }

    private Metric metric(String name) {
        return catalog.metric(name).orElseThrow();
    }

    private ViewWindow window(String view, List<String> counters, Map<String, RowSums> rows) {
        ViewSums sums = new ViewSums(
                catalog.view(view).subject(),
                "i",
                catalog.view(view).labels(),
                counters,
                List.of(),
                30_000,
                3,
                3,
                false,
                null,
                null,
                null);
        return new ViewWindow("orders", START, view, "", sums, new TreeMap<>(rows));
    }

    private static RowSums counted(long total) {
        return RowSums.empty(1).plus(Values.of(total), new Tumbling.Share(START, 0, 30_000, 30_000, false));
    }

    /** Two columns of one session that stands still. */
    private final class Rest implements Figures.Rest {
        @Override
        public Optional<Values> gauges(String view, String database, String subject) {
            return Optional.empty();
        }

        @Override
        public SortedMap<String, Values> all(String view) {
            return view.equals("sessions") ? sessions : new TreeMap<>();
        }

        @Override
        public List<String> columns(String view) {
            return List.of("open", "most_open");
        }

        @Override
        public String kind(List<String> labels) {
            return "";
        }

        @Override
        public boolean isKept(String view) {
            return view.equals("sessions");
        }
    }
}
