package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlNamesTest {
    private static final Map<String, String> RELATIONS = Map.of("pgss", "ext", "Odd", "ext");
    private static final Map<String, String> FUNCTIONS = Map.of("similarity", "\"my ext\"", "pgss", "ext");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM pgss                                    | SELECT * FROM ext.pgss
            SELECT pgss.calls FROM PGSS WHERE pgss.calls > 1      | SELECT pgss.calls FROM ext.PGSS WHERE pgss.calls > 1
            SELECT pgss FROM a, pgss s, b                         | SELECT pgss FROM a, ext.pgss s, b
            SELECT a, pgss FROM c                                 | SELECT a, pgss FROM c
            SELECT * FROM a JOIN pgss USING (pgss), ONLY pgss     | SELECT * FROM a JOIN ext.pgss USING (pgss), ONLY ext.pgss
            SELECT * FROM (a CROSS JOIN pgss)                     | SELECT * FROM (a CROSS JOIN ext.pgss)
            SELECT * FROM (SELECT pgss FROM pgss) pgss            | SELECT * FROM (SELECT pgss FROM ext.pgss) pgss
            SELECT * FROM public.pgss, x.pgss.y                   | SELECT * FROM public.pgss, x.pgss.y
            SELECT * FROM "pgss", "PGSS", "Odd", odd              | SELECT * FROM ext."pgss", "PGSS", ext."Odd", odd
            WITH pgss AS (SELECT 1) SELECT * FROM pgss            | WITH pgss AS (SELECT 1) SELECT * FROM pgss
            WITH pgss(a) AS MATERIALIZED (SELECT 1) TABLE pgss    | WITH pgss(a) AS MATERIALIZED (SELECT 1) TABLE pgss
            TABLE pgss                                            | TABLE ext.pgss
            SELECT 'FROM pgss' /* FROM pgss */ FROM pgss -- pgss  | SELECT 'FROM pgss' /* FROM pgss */ FROM ext.pgss -- pgss
            SELECT similarity(a, similarity('b', c)) FROM d       | SELECT "my ext".similarity(a, "my ext".similarity('b', c)) FROM d
            SELECT * FROM pgss(true) AS similarity(a, b)          | SELECT * FROM ext.pgss(true) AS similarity(a, b)
            SELECT * FROM pgss(true) similarity(a, b)             | SELECT * FROM ext.pgss(true) similarity(a, b)
            SELECT x.similarity(1), similarity FROM t             | SELECT x.similarity(1), similarity FROM t
            SELECT 1 + similarity(a) WHERE NOT similarity(b)      | SELECT 1 + "my ext".similarity(a) WHERE NOT "my ext".similarity(b)
            SELECT a FROM t ORDER BY b, pgss                      | SELECT a FROM t ORDER BY b, pgss
            SELECT a FROM t UNION SELECT b, pgss FROM pgss        | SELECT a FROM t UNION SELECT b, pgss FROM ext.pgss
            SELECT a::similarity(3) FROM t                        | SELECT a::similarity(3) FROM t
            """)
    void onlyNamesInTheirPlaceAreQualified(String sql, String qualified) {
        assertThat(SqlNames.of(sql).qualified(RELATIONS, FUNCTIONS)).isEqualTo(qualified);
    }
}
