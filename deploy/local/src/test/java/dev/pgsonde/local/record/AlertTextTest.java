package dev.pgsonde.local.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AlertTextTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void tellsWhatWhenWhyAndWhatToDo() {
        assertThat(AlertText.lines(alert(), ZoneOffset.UTC, 60))
                .containsExactly(
                        "WARN: wal_bytes_per_commit of demo is 1.80 times what it was",
                        "  level    1 200 -> 2 160 bytes per commit",
                        "  when     since 12:00:00; detected at 12:00:25, after 5",
                        "           windows, against a baseline of 30",
                        "  cause 1  replica_identity: default -> full of a, b, c and",
                        "           1 more (score 0.99)",
                        "           changed in 4 tables",
                        "  cause 2  unknown (score 0.01)",
                        "           nothing else explains it",
                        "  remedy   ALTER TABLE a REPLICA IDENTITY DEFAULT;",
                        "           ALTER TABLE b REPLICA IDENTITY DEFAULT;");
    }

    @Test
    void numbersAreTheSameWhereACommaStandsInThem() {
        Locale before = Locale.getDefault();
        List<String> here = AlertText.lines(alert(), ZoneOffset.UTC, 60);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(AlertText.lines(alert(), ZoneOffset.UTC, 60)).isEqualTo(here);
            Locale.setDefault(Locale.GERMANY);
            assertThat(AlertText.lines(alert(), ZoneOffset.UTC, 60)).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesThatWouldWriteToTheTerminalAreShownAsText() {
        Alert hostile = alert().explained(
                        List.of(new Alert.Cause(
                                "index",
                                List.of("\u001b[2J\u202eevil"),
                                "a\rb",
                                null,
                                NOON,
                                1,
                                "\u009b1m",
                                "DROP INDEX \"\u0007\";")),
                        "summary",
                        alert().meaning());

        assertThat(AlertText.lines(hostile, ZoneOffset.UTC, 60))
                .allMatch(line -> line.chars().noneMatch(Character::isISOControl))
                .anyMatch(line -> line.contains("\\u001b[2J\\u202eevil"));
    }

    @Test
    void fitsIntoOneLine() {
        assertThat(AlertText.line(alert(), ZoneOffset.UTC))
                .isEqualTo("12:00:25 FIRING demo wal_bytes_per_commit: x1.80, cause replica_identity");
    }

    static Alert alert() {
        String remedy = "ALTER TABLE a REPLICA IDENTITY DEFAULT;\nALTER TABLE b REPLICA IDENTITY DEFAULT;";
        Alert.Cause identity = new Alert.Cause(
                "replica_identity",
                List.of("a", "b", "c", "d"),
                "default",
                "full",
                NOON,
                0.99,
                "changed in 4 tables",
                remedy);
        Alert.Cause unknown =
                new Alert.Cause("unknown", List.of(), null, null, NOON, 0.01, "nothing else explains it", null);
        return new Alert(
                "1",
                "demo",
                "1-1-1-primary",
                null,
                "wal_bytes_per_commit",
                "bytes per commit",
                Alert.Direction.UP,
                "server",
                "demo",
                Alert.Severity.WARN,
                Alert.AlertState.FIRING,
                NOON,
                NOON.plusSeconds(25),
                5,
                null,
                1200,
                0.02,
                30,
                2160,
                1.8,
                9,
                4.5,
                List.of(),
                List.of(identity, unknown),
                "replica_identity",
                remedy,
                "SELECT 1",
                "summary",
                1,
                Alert.AlertStage.FIRING,
                NOON.plusSeconds(25),
                true,
                null,
                null,
                null,
                List.of());
    }
}
