package dev.pgsonde.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.streams.delta.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServerSumsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Catalog catalog = Catalog.standard();
    private final ServerSums sums = new ServerSums(catalog, labels -> "");

    @Test
    void rowsAreChosenByTheirLabels() {
        sums.add(
                window(
                        "waits",
                        List.of("waits.samples"),
                        Map.of(
                                "app.web.shop.client backend.active.IO.WalSync.7", counted(30),
                                "app.web.shop.client backend.idle.Client.ClientRead.null", counted(60),
                                "-.-.-.checkpointer.-.Activity.CheckpointerMain.null", counted(10))),
                true);

        assertThat(sums.of(Sum.parse("waits.samples"))).hasValue(100);
        assertThat(sums.of(Sum.parse("waits.samples{backend_type=client backend}")))
                .hasValue(90);
        assertThat(sums.of(Sum.parse("waits.samples{wait_event!=ClientRead|WalSync}")))
                .hasValue(10);
    }

    @Test
    void aDatabaseThatIsUnknownMakesTheServerUnknownAndOneNewTableOfManyDoesNot() {
        sums.add(
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
        sums.add(window("tables", List.of("tables.seq_tup_read"), tables), true);

        assertThat(sums.of(Sum.parse("database.xact_commit"))).isEqualTo(OptionalLong.empty());
        assertThat(sums.of(Sum.parse("tables.seq_tup_read"))).hasValue(50);
    }

    @Test
    void gaugesAddUpOverRowsAndLooks() {
        Readings two = Readings.of(Values.of(0, 0)).then(1, Values.of(2, 2)).carriedTo(3);
        Readings four = Readings.of(Values.of(4, 8)).carriedTo(3);
        sums.add(
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
                                "app.job.night", RowSums.empty(0).reading(two),
                                "app.web.shop", RowSums.empty(0).reading(four)))),
                true);

        assertThat(sums.of(Sum.parse("sessions.open"))).hasValue(3 * 4 + 2 * 2);
        assertThat(sums.of(Sum.parse("sessions.readings"))).hasValue(3);
        assertThat(sums.of(Sum.parse("sessions.open{application=shop}"))).hasValue(12);
    }

    @Test
    void aViewThatWasNotReadIsUnknownUnlessItMayBeMissing() {
        sums.add(window("wal_lsn", List.of("wal_lsn.lsn_bytes"), Map.of("", counted(1000))), true);

        assertThat(sums.of(Sum.parse("wal_lsn.lsn_bytes - 7800 * wal.wal_fpi?")))
                .hasValue(1000);
        assertThat(sums.of(Sum.parse("wal_lsn.lsn_bytes - 7800 * wal.wal_fpi"))).isEmpty();
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
}
