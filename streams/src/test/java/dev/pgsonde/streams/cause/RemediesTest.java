package dev.pgsonde.streams.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemediesTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final String EVIL = "x (id); ALTER ROLE mallory SUPERUSER; --";

    @Test
    void aTableGetsItsReplicaIdentityBackInItsDatabase() {
        assertThat(text(identity("docs", "default", "full", Map.of())))
                .isEqualTo("-- in database shop: takes an ACCESS EXCLUSIVE lock on each table for a moment\n"
                        + "ALTER TABLE public.docs REPLICA IDENTITY DEFAULT;");
        assertThat(text(identity("docs", "using index", "full", Map.of("identity_index", "Docs key"))))
                .endsWith("ALTER TABLE public.docs REPLICA IDENTITY USING INDEX \"Docs key\";");
    }

    @Test
    void anIdentityByAnIndexThatHasGoneIsWords() {
        Marker changed = identity("docs", "using index", "full", Map.of("identity_index", "docs_key"));
        Marker gone = index("docs_key", Map.of());

        assertThat(Remedies.of(List.of(changed), List.of(changed, gone))
                        .orElseThrow()
                        .text())
                .startsWith("-- the index docs_key, which identified the rows of public.docs, has gone")
                .doesNotContain("\n");
        assertThat(text(identity("docs", "using index", "full", Map.of()))).startsWith("-- an index that identified");
    }

    @Test
    void ofManyTablesTheFirstFiftyAreThereAndHowToFindTheOthers() {
        List<Marker> many = IntStream.range(0, 6_000)
                .mapToObj(n -> identity("t" + n, "default", "full", Map.of()))
                .toList();

        String text = Remedies.of(many, many).orElseThrow().text();
        assertThat(text.lines().filter(line -> line.startsWith("ALTER TABLE "))).hasSize(50);
        assertThat(text).endsWith("relreplident = 'f'").contains("-- and 5950 more: SELECT ");
    }

    @Test
    void aTextIsNeverLongerThanItMayBe() {
        List<Marker> long63 = IntStream.range(0, 50)
                .mapToObj(n -> identity("\u0001".repeat(60) + n, "default", "full", Map.of()))
                .toList();

        assertThat(Remedies.of(long63, long63).orElseThrow().text().length()).isLessThan(Remedy.MOST_BYTES + 400);
    }

    @Test
    void anIndexIsCreatedAgainFromItsParts() {
        assertThat(text(index("docs_kind", parts("docs", "[\"kind\",\"at\"]", "orders", "[0,3]"))))
                .isEqualTo(
                        "-- in database shop: takes long and blocks nobody; not within a transaction\n"
                                + "CREATE INDEX CONCURRENTLY docs_kind ON public.docs USING btree (kind, at DESC NULLS FIRST);");
        assertThat(text(index(
                        "u",
                        parts(
                                "docs",
                                "[\"a b\"]",
                                "includes",
                                "[\"c\"]",
                                "options",
                                "[\"fillfactor=70\"]",
                                "tablespace",
                                "Fast",
                                "is_unique",
                                "1",
                                "is_null_equal",
                                "1"))))
                .endsWith("CREATE UNIQUE INDEX CONCURRENTLY u ON public.docs USING btree (\"a b\") INCLUDE (c)"
                        + " NULLS NOT DISTINCT WITH (fillfactor = '70') TABLESPACE \"Fast\";");
    }

    @Test
    void aHostileNameIsOnlyAName() {
        String text = text(index("evil", parts(EVIL, "[\"id\"]")));

        assertThat(text).endsWith("CREATE INDEX CONCURRENTLY evil ON public.\"" + EVIL + "\" USING btree (id);");
        assertThat(text(identity("a\n; DROP TABLE b; --", "default", "full", Map.of()))
                        .lines())
                .hasSize(2)
                .last()
                .isEqualTo("ALTER TABLE public.U&\"a\\000A; DROP TABLE b; --\" REPLICA IDENTITY DEFAULT;");
    }

    @Test
    void whatIsNotPublishedOfAnIndexIsWords() {
        assertThat(text(index("e", parts("docs", "[null]", "unsaid", "an expression"))))
                .startsWith("-- the index shop.public.e on public.docs had 'an expression', which is not published")
                .doesNotContain("CREATE");
        assertThat(text(index("docs_pkey", parts("docs", "[\"id\"]", "owner", "docs_pkey"))))
                .startsWith("-- the index shop.public.docs_pkey belonged to the constraint docs_pkey of public.docs");
        assertThat(text(index("e", Map.of()))).startsWith("-- what the index shop.public.e was like is not known");
        assertThat(text(index("e", parts("docs", "[\"a\"]", "orders", "[9]")))).startsWith("-- what the index");
        assertThat(text(index("e", parts("docs", "[\"a\"]", "options", "[\"broken\"]"))))
                .startsWith("-- what the");
    }

    @Test
    void anIndexOfAPartitionedTableIsMadeOfThoseOfItsPartitions() {
        List<Marker> gone = List.of(
                index("p1_a", parts("p1", "[\"a\"]", "parent", "[\"public\",\"p_a\"]")),
                index("p_a", parts("p", "[\"a\"]", "is_partitioned", "1")));

        assertThat(Remedies.of(gone, gone).orElseThrow().text().lines().filter(line -> !line.startsWith("--")))
                .containsExactly(
                        "CREATE INDEX p_a ON ONLY public.p USING btree (a);",
                        "CREATE INDEX CONCURRENTLY p1_a ON public.p1 USING btree (a);",
                        "ALTER INDEX public.p_a ATTACH PARTITION public.p1_a;");
    }

    @Test
    void aPartOfAnIndexOfWhichNothingIsKnownIsNotAttached() {
        assertThat(text(index("p1_a", parts("p1", "[\"a\"]", "parent", "[\"public\",\"p_a\"]")))
                        .lines())
                .anyMatch(line -> line.startsWith("CREATE INDEX CONCURRENTLY p1_a ON public.p1"))
                .anyMatch(line -> line.startsWith("-- of those above, some were parts of the index public.p_a"))
                .noneMatch(line -> line.startsWith("ALTER INDEX"));
    }

    @Test
    void anIndexThatIdentifiedRowsDoesSoAgain() {
        assertThat(text(index("k", parts("docs", "[\"id\"]", "is_unique", "1", "is_replica_identity", "1"))))
                .endsWith("ALTER TABLE public.docs REPLICA IDENTITY USING INDEX k;");
    }

    @Test
    void aSettingOfAnExtensionIsCalledAsTheServerCallsIt() {
        Map<String, String> before = place("default", "top", Map.of());
        Map<String, String> after = place("auto", "all", Map.of());

        assertThat(text(marker("setting", "\"pg_stat_statements.track\"", "top", "all", before, after)))
                .contains("ALTER SYSTEM RESET pg_stat_statements.track;");
    }

    @Test
    void aSettingIsTakenBackWhereItWasChanged() {
        assertThat(text(setting("default", "4096", "auto", "65536", Map.of())))
                .isEqualTo(
                        "-- counts after a reload\nALTER SYSTEM RESET work_mem;\nSELECT pg_catalog.pg_reload_conf();");
        assertThat(text(setting("auto", "4096", "auto", "65536", Map.of("context", "postmaster"))))
                .isEqualTo("-- needs a restart of the server\nALTER SYSTEM SET work_mem = '4096';\n"
                        + "SELECT pg_catalog.pg_reload_conf();");
        assertThat(text(setting("auto", "4096", "file", "65536", Map.of())))
                .contains("ALTER SYSTEM SET work_mem = '4096'");
    }

    @Test
    void aManagedFileIsNeverShadowed() {
        Marker changed = setting("file", "4096", "file", "65536", Map.of("file", "/etc/pg/a.conf", "line", "7"));
        Remedy remedy = Remedies.of(List.of(changed), List.of(changed)).orElseThrow();

        assertThat(remedy.steps())
                .containsExactly(
                        new RemedyStep.EditFile("/etc/pg/a.conf", 7, "work_mem", "4096", RemedyStep.Needs.RELOAD));
        assertThat(remedy.text())
                .isEqualTo("-- in the file /etc/pg/a.conf, line 7: set work_mem = '4096' again; counts after a reload");
        assertThat(text(setting("default", "4096", "file", "1", Map.of("file", "/etc/pg/a.conf", "line", "7"))))
                .isEqualTo("-- in the file /etc/pg/a.conf, line 7: take out work_mem; counts after a reload");
        assertThat(text(setting("command line", "1", "auto", "2", Map.of()))).doesNotContain("ALTER");
        assertThat(text(setting("hidden", "1", "hidden", "2", Map.of()))).doesNotContain("ALTER SYSTEM");
        assertThat(text(setting("role", "1", "role", "2", Map.of()))).startsWith("-- ");
    }

    @Test
    void whatTheServerWorksOutIsWordsUnlessItWasSet() {
        assertThat(text(setting("server", "1", "server", "2", Map.of()))).startsWith("-- work_mem is what the server");
        assertThat(text(setting("default", "1", "default", "2", Map.of())))
                .startsWith("-- work_mem is what the server");
        assertThat(text(setting("server", "1", "auto", "2", Map.of()))).contains("ALTER SYSTEM RESET work_mem;");
        assertThat(text(setting("file", "1", "server", "2", Map.of("file", "/a", "line", "1"))))
                .doesNotContain("/a");
    }

    @Test
    void aHiddenValueIsNeverMadeUp() {
        assertThat(text(setting("auto", null, "auto", null, Map.of())))
                .startsWith("-- the value that work_mem had by ALTER SYSTEM is not known here");
        assertThat(text(setting("default", null, "auto", null, Map.of()))).contains("ALTER SYSTEM RESET work_mem;");
    }

    @Test
    void aListIsAList() {
        assertThat(text(setting("auto", "a, \"b c\"", "auto", "d", Map.of("is_list", "1"))))
                .contains("ALTER SYSTEM SET work_mem = 'a', 'b c';");
        assertThat(text(setting("auto", "", "auto", "d", Map.of("is_list", "1"))))
                .startsWith("-- the value that");
    }

    @Test
    void whatARoleOrADatabaseHadIsTakenBackThere() {
        assertThat(text(role("role", "ann", "-", null)))
                .isEqualTo("-- counts in new sessions\nALTER ROLE ann RESET work_mem;");
        assertThat(text(role("database", "-", "Shop", "64MB")))
                .endsWith("ALTER DATABASE \"Shop\" SET work_mem = '64MB';");
        assertThat(text(role("role in database", "ann", "shop", "64MB")))
                .endsWith("ALTER ROLE ann IN DATABASE shop SET work_mem = '64MB';");
        assertThat(text(role("all roles", "-", "-", "64MB"))).endsWith("ALTER ROLE ALL SET work_mem = '64MB';");
        assertThat(text(role("somewhere", "-", "-", "64MB"))).startsWith("-- whose setting");
    }

    private static String text(Marker marker) {
        return Remedies.of(List.of(marker), List.of(marker)).orElseThrow().text();
    }

    private static Marker identity(String table, String before, String after, Map<String, String> parts) {
        return marker("replica_identity", Subject.of(List.of("shop", "public", table)), before, after, parts, Map.of());
    }

    private static Marker index(String name, Map<String, String> parts) {
        return marker("index", Subject.of(List.of("shop", "public", name)), "btree on ...", null, parts, Map.of());
    }

    private static Map<String, String> parts(String table, String keys, String... more) {
        Map<String, String> parts = new TreeMap<>(Map.of("table", table, "method", "btree", "keys", keys));
        for (int n = 0; n < more.length; n += 2) {
            parts.put(more[n], more[n + 1]);
        }
        return parts;
    }

    private static Marker setting(
            String before, @Nullable String was, String after, @Nullable String is, Map<String, String> both) {
        return marker("setting", "work_mem", "b", "a", place(before, was, both), place(after, is, both));
    }

    private static Map<String, String> place(String place, @Nullable String known, Map<String, String> more) {
        Map<String, String> parts = new TreeMap<>(Map.of("place", place, "context", "user"));
        Optional.ofNullable(known).ifPresent(value -> parts.put("known", value));
        parts.putAll(more);
        return parts;
    }

    private static Marker role(String place, String role, String database, @Nullable String before) {
        Map<String, String> parts = new TreeMap<>(
                Map.of("place", place, "of_role", role, "in_database", database, "name", "work_mem", "known", "64MB"));
        return before == null
                ? marker("role_setting", "s", null, "1GB", Map.of(), parts)
                : marker("role_setting", "s", before, "1GB", parts, parts);
    }

    private static Marker marker(
            String kind,
            String subject,
            @Nullable String before,
            @Nullable String after,
            Map<String, String> beforeParts,
            Map<String, String> afterParts) {
        return new Marker(
                "orders", AT, kind, kind, subject, before, after, null, null, list(beforeParts), list(afterParts));
    }

    private static List<Marker.Part> list(Map<String, String> parts) {
        List<Marker.Part> list = new ArrayList<>();
        parts.forEach((name, value) -> list.add(new Marker.Part(name, value)));
        return list;
    }
}
