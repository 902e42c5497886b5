package dev.pgsonde.collect.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.check.Finding.Group;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.Size;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerRulesTest {
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("max_connections", "100"),
            Map.entry("superuser_reserved_connections", "3"),
            Map.entry("track_activities", "on"),
            Map.entry("track_counts", "on"),
            Map.entry("track_io_timing", "on"),
            Map.entry("track_wal_io_timing", "on"),
            Map.entry("track_functions", "pl"),
            Map.entry("compute_query_id", "auto"),
            Map.entry("shared_preload_libraries", "auto_explain, pg_stat_statements"),
            Map.entry("pg_stat_statements.max", "5000"),
            Map.entry("pg_stat_statements.track", "top"),
            Map.entry("pg_stat_statements.track_utility", "on"),
            Map.entry("wal_level", "logical"),
            Map.entry("max_replication_slots", "10"),
            Map.entry("max_wal_senders", "10"),
            Map.entry("max_slot_wal_keep_size", "10240"));

    private final Map<String, String> settings = new HashMap<>(GOOD);
    private final Map<String, String> managed = new HashMap<>();
    private int version = 170_000;
    private ServerFacts.Role role = new ServerFacts.Role("sonde", "sonde", true, true, true, -1);
    private ServerFacts.Statements statements = new ServerFacts.Statements("1.11", "1.11", "public", 0.0);
    private Set<String> refused = Set.of();
    private ServerFacts.Pooler pooler = ServerFacts.Pooler.NONE;
    private Duration ahead = Duration.ZERO;

    @Test
    void nothingIsMissingWhereEverythingIsAsItShouldBe() {
        assertThat(wrong()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            track_activities                 | off  | MISSING | ALTER SYSTEM SET track_activities = on;
            track_io_timing                  | off  | WARNING | ALTER SYSTEM SET track_io_timing = on;
            track_functions                  | none | WARNING | ALTER SYSTEM SET track_functions = 'pl';
            compute_query_id                 | off  | MISSING | ALTER SYSTEM SET compute_query_id = 'auto';
            pg_stat_statements.track         | none | MISSING | ALTER SYSTEM SET pg_stat_statements.track = 'top';
            pg_stat_statements.track_utility | off  | WARNING | ALTER SYSTEM SET pg_stat_statements.track_utility = on;
            """)
    void aSettingThatIsOffIsMendedByOneStatement(String setting, String value, Grade grade, String fix) {
        settings.put(setting, value);
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(setting);
            assertThat(finding.grade()).isEqualTo(grade);
            assertThat(finding.fix()).contains(fix.replace("''", "'"));
            assertThat(finding.without()).isNotBlank();
        });
    }

    @Test
    void aRoleThatMayNotMonitorIsGrantedIt() {
        role = new ServerFacts.Role("a b", "\"a b\"", false, false, true, -1);
        assertThat(wrong()).singleElement().extracting(Finding::fix).isEqualTo(List.of("GRANT pg_monitor TO \"a b\";"));
    }

    @Test
    void whatIsPreloadedAlreadyStaysSo() {
        settings.keySet().removeIf(name -> name.startsWith("pg_stat_statements."));
        settings.put("shared_preload_libraries", "auto_explain, \"$libdir/other\"");
        statements = new ServerFacts.Statements(null, "1.11", null, null);
        assertThat(wrong())
                .singleElement()
                .extracting(Finding::fix)
                .isEqualTo(List.of(
                        "ALTER SYSTEM SET shared_preload_libraries = 'auto_explain', E'\\u0024libdir/other', 'pg_stat_statements';",
                        "restart the server",
                        "CREATE EXTENSION pg_stat_statements;"));
    }

    @Test
    void aManagedFileIsNotShadowed() {
        settings.put("track_io_timing", "off");
        managed.put("track_io_timing", "in the file /etc/pg/a.conf, line 7");
        assertThat(wrong())
                .singleElement()
                .extracting(Finding::fix)
                .isEqualTo(List.of(
                        "in the file /etc/pg/a.conf, line 7, set track_io_timing = on",
                        "SELECT pg_catalog.pg_reload_conf();"));
    }

    @Test
    void librariesThatTheRoleMayNotSeeAreNotOverwritten() {
        settings.keySet().removeIf(name -> name.startsWith("pg_stat_statements.") || name.startsWith("shared_preload"));
        assertThat(wrong()).singleElement().satisfies(finding -> assertThat(finding.fix())
                .noneMatch(step -> step.startsWith("ALTER SYSTEM")));
    }

    @Test
    void anExtensionOlderThanTheServersIsUpdated() {
        statements = new ServerFacts.Statements("1.8", "1.11", "public", null);
        assertThat(wrong())
                .singleElement()
                .extracting(Finding::fix)
                .isEqualTo(List.of("ALTER EXTENSION pg_stat_statements UPDATE;"));
    }

    @Test
    void manyEvictionsAskForMoreRoom() {
        statements = new ServerFacts.Statements("1.11", "1.11", "public", 4000.4);
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo("5000, with 4000 evictions a day");
            assertThat(finding.fix()).contains("ALTER SYSTEM SET pg_stat_statements.max = 10000;");
        });
    }

    @ParameterizedTest
    @CsvSource({"120000, MISSING", "190000, WARNING"})
    void aVersionThatNobodyKnowsIsNamed(int number, Grade grade) {
        version = number;
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("version");
            assertThat(finding.grade()).isEqualTo(grade);
        });
    }

    @Test
    void whatAManagedServerWithholdsIsToldWithWhatIsLost() {
        refused = Set.of("pg_control_system()", "pg_ls_waldir()");
        assertThat(wrong()).extracting(Finding::grade).containsExactly(Grade.MISSING, Grade.WARNING);
    }

    @Test
    void aPoolerThatMixesSessionsIsMissingASession() {
        pooler = ServerFacts.Pooler.MIXES_SESSIONS;
        assertThat(wrong()).extracting(Finding::grade).containsExactly(Grade.MISSING);
        pooler = ServerFacts.Pooler.KEEPS_SESSIONS;
        assertThat(wrong()).extracting(Finding::grade).containsExactly(Grade.WARNING);
    }

    @Test
    void clocksMayDifferByASecond() {
        ahead = Duration.ofMillis(-900);
        assertThat(wrong()).isEmpty();
        ahead = Duration.ofMillis(-1100);
        assertThat(wrong()).extracting(Finding::state).containsExactly("1100 ms behind this machine's");
    }

    @ParameterizedTest
    @CsvSource({
        "wal_level, replica, capture: wal_level",
        "max_replication_slots, 0, capture: replication slots",
        "max_wal_senders, 0, capture: WAL senders",
        "max_slot_wal_keep_size, -1, capture: max_slot_wal_keep_size",
        "idle_replication_slot_timeout, 0, capture: idle_replication_slot_timeout"
    })
    void theCaptureHasNeedsOfItsOwn(String setting, String value, String subject) {
        settings.put(setting, value);
        CaptureConfig config = new CaptureConfig("pgsonde", "pgsonde", Size.parse("512MB"), false);
        assertThat(Rule.all(CaptureRules.all(config), Group.SERVER, facts()))
                .filteredOn(finding -> finding.grade() != Grade.FINE)
                .extracting(Finding::subject)
                .containsExactly(subject);
    }

    @ParameterizedTest
    @CsvSource({"false, MISSING", "true, WARNING"})
    void aSlotThatNothingBoundsIsRefusedUnlessItIsAccepted(boolean accepted, Grade grade) {
        settings.put("max_slot_wal_keep_size", "-1");
        CaptureConfig config = new CaptureConfig("pgsonde", "pgsonde", Size.parse("512MB"), accepted);
        assertThat(Rule.all(CaptureRules.all(config), Group.SERVER, facts()))
                .filteredOn(finding -> finding.subject().equals("capture: max_slot_wal_keep_size"))
                .extracting(Finding::grade)
                .containsExactly(grade);
    }

    @Test
    void theTableIsAlignedAndSaysEachOnce() {
        List<Finding> findings = List.of(
                Finding.fine(Group.SERVER, "version", "PostgreSQL 17"),
                new Finding(Group.DATABASES, "shop", Grade.MISSING, "closed", List.of("GRANT ...;"), "its tables"));
        assertThat(new Paper(false).write(findings))
                .containsExactly(
                        "server",
                        "  + version  PostgreSQL 17",
                        "",
                        "databases",
                        "  x shop     closed",
                        "             fix: GRANT ...;",
                        "             without it: its tables",
                        "",
                        "1 missing, 0 warnings");
        assertThat(new Paper(true).write(findings)).contains("  ✓ version  PostgreSQL 17", "  ✗ shop     closed");
    }

    private List<Finding> wrong() {
        return Rule.all(ServerRules.all(), Group.SERVER, facts()).stream()
                .filter(finding -> finding.grade() != Grade.FINE)
                .toList();
    }

    private ServerFacts facts() {
        return new ServerFacts(
                version,
                false,
                role,
                settings,
                managed,
                new ServerFacts.Slots(0, 0, 0),
                10,
                refused,
                statements,
                true,
                pooler,
                ahead);
    }
}
