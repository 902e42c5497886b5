package dev.pgsonde.prove.questions;

import dev.pgsonde.prove.questions.Question.Kind;
import java.util.List;

/** The questions that are asked of a fleet, a server, its statements, tables and waits. */
final class Questions {
    private static final String HOUR = "TIMESTAMP_TO_MILLIS(TIME_FLOOR(__time, 'PT1H'))";
    private static final String FIVE_MINUTES = "TIMESTAMP_TO_MILLIS(TIME_FLOOR(__time, 'PT5M'))";
    private static final String PG_HOUR = "(extract(epoch FROM date_trunc('hour', time)) * 1000)::bigint";
    private static final String PG_FIVE_MINUTES =
            "(extract(epoch FROM date_bin('5 minutes', time, TIMESTAMPTZ '2000-01-01 00:00:00Z')) * 1000)::bigint";

    private Questions() {}

    static List<Question> all() {
        return List.of(
                fleetWal(),
                fleetHours(),
                fleetChange(),
                fleetNow(),
                serverDay(),
                topStatements(),
                topTables(),
                waits(),
                grains(),
                alerts(),
                Question.ofWide(
                        "server of 30 days",
                        "SELECT TIMESTAMP_TO_MILLIS(TIME_FLOOR(__time, 'P1D')), SUM(\"wal.wal_bytes\"), SUM(\"database.xact_commit\")"
                                + " FROM pgsonde_server WHERE source = $source GROUP BY 1 ORDER BY 1"),
                Question.ofWide(
                        "statement of 8 days",
                        "SELECT " + HOUR + ", SUM(\"statements.total_exec_time_us\"), SUM(\"statements.calls\")"
                                + " FROM pgsonde_statement WHERE source = 'db-00' AND query_id = $query GROUP BY 1 ORDER BY 1"));
    }

    /** "Which servers write most WAL for a commit?" */
    private static Question fleetWal() {
        return Question.everywhere("fleet, WAL of a commit", Kind.FLEET, """
                SELECT source, SUM("wal.wal_bytes"), SUM("database.xact_commit") FROM pgsonde_server
                WHERE $when AND "wal.wal_bytes" IS NOT NULL AND "database.xact_commit" IS NOT NULL
                GROUP BY 1 ORDER BY SUM("wal.wal_bytes") * 1.0 / SUM("database.xact_commit") DESC LIMIT 10""", """
                SELECT source, SUM(total) FILTER (WHERE metric = 'wal.wal_bytes'),
                  SUM(total) FILTER (WHERE metric = 'database.xact_commit') FROM tall
                WHERE $when AND subject_kind = 'server' AND metric IN ('wal.wal_bytes', 'database.xact_commit')
                GROUP BY 1 ORDER BY SUM(total) FILTER (WHERE metric = 'wal.wal_bytes') * 1.0
                  / SUM(total) FILTER (WHERE metric = 'database.xact_commit') DESC LIMIT 10""", """
                SELECT source, SUM("wal.wal_bytes"), SUM("database.xact_commit") FROM typed_server
                WHERE $when AND "wal.wal_bytes" IS NOT NULL AND "database.xact_commit" IS NOT NULL
                GROUP BY 1 ORDER BY SUM("wal.wal_bytes") * 1.0 / SUM("database.xact_commit") DESC LIMIT 10""", """
                SELECT dbname, bytes, commits
                FROM (SELECT dbname, SUM((data->>'wal_bytes')::bigint) AS bytes FROM json_wal_of_server WHERE $when GROUP BY 1) w
                JOIN (SELECT dbname, SUM((data->>'xact_commit')::bigint) AS commits FROM json_database_of_server WHERE $when GROUP BY 1) d
                USING (dbname) ORDER BY bytes * 1.0 / commits DESC LIMIT 10""");
    }

    /** "When did the fleet read from its disks?" */
    private static Question fleetHours() {
        String of = "SUM(\"database.blks_read\"), SUM(\"database.blks_hit\")";
        return Question.everywhere(
                "fleet, hour by hour",
                Kind.FLEET,
                "SELECT " + HOUR + ", " + of + " FROM pgsonde_server WHERE $when GROUP BY 1 ORDER BY 1",
                "SELECT " + HOUR + ", SUM(total) FILTER (WHERE metric = 'database.blks_read'),"
                        + " SUM(total) FILTER (WHERE metric = 'database.blks_hit') FROM tall WHERE $when"
                        + " AND subject_kind = 'server' AND metric IN ('database.blks_read', 'database.blks_hit')"
                        + " GROUP BY 1 ORDER BY 1",
                "SELECT " + PG_HOUR + ", " + of + " FROM typed_server WHERE $when GROUP BY 1 ORDER BY 1",
                "SELECT " + PG_HOUR + ", SUM((data->>'blks_read')::bigint), SUM((data->>'blks_hit')::bigint)"
                        + " FROM json_database_of_server WHERE $when GROUP BY 1 ORDER BY 1");
    }

    /** "Which servers were busier in the second half of the time?" */
    private static Question fleetChange() {
        return Question.everywhere(
                "fleet, what changed",
                Kind.FLEET,
                change("source", "\"database.active_time_us\"", "pgsonde_server", "__time", ""),
                change(
                        "source",
                        "total",
                        "tall",
                        "__time",
                        " AND subject_kind = 'server' AND metric = 'database.active_time_us'"),
                change("source", "\"database.active_time_us\"", "typed_server", "time", ""),
                change("dbname", "(data->>'active_time_us')::bigint", "json_database_of_server", "time", ""));
    }

    private static String change(String source, String number, String table, String time, String where) {
        String before = "SUM(" + number + ") FILTER (WHERE " + time + " < $middle)";
        String after = "SUM(" + number + ") FILTER (WHERE " + time + " >= $middle)";
        return "SELECT " + source + ", " + before + ", " + after + " FROM " + table + " WHERE $when" + where
                + " GROUP BY 1 ORDER BY " + after + " * 1.0 / " + before + " DESC LIMIT 10";
    }

    /** "What do all of them do?" */
    private static Question fleetNow() {
        List<String> numbers = List.of(
                "database.xact_commit",
                "database.xact_rollback",
                "wal.wal_bytes",
                "sessions.open",
                "sessions.readings",
                "host_cpu.user_us");
        String sums = String.join(
                ", ", numbers.stream().map(name -> "SUM(\"" + name + "\")").toList());
        String ofTall = String.join(
                ", ",
                numbers.stream()
                        .map(name -> "SUM(total) FILTER (WHERE metric = '" + name + "')")
                        .toList());
        String names =
                String.join(", ", numbers.stream().map(name -> "'" + name + "'").toList());
        return Question.everywhere(
                "fleet, an overview",
                Kind.FLEET,
                "SELECT source, " + sums + " FROM pgsonde_server WHERE $when GROUP BY 1 ORDER BY 1",
                "SELECT source, " + ofTall + " FROM tall WHERE $when AND subject_kind = 'server' AND metric IN ("
                        + names + ") GROUP BY 1 ORDER BY 1",
                "SELECT source, " + sums + " FROM typed_server WHERE $when GROUP BY 1 ORDER BY 1",
                """
                SELECT dbname, commits, rollbacks, bytes, open, readings, us FROM
                  (SELECT dbname, SUM((data->>'xact_commit')::bigint) AS commits, SUM((data->>'xact_rollback')::bigint) AS rollbacks
                   FROM json_database_of_server WHERE $when GROUP BY 1) d
                JOIN (SELECT dbname, SUM((data->>'wal_bytes')::bigint) AS bytes FROM json_wal_of_server WHERE $when GROUP BY 1) w USING (dbname)
                JOIN (SELECT dbname, SUM((data->>'open')::bigint) AS open, SUM((data->>'readings')::bigint) AS readings
                      FROM json_sessions_of_server WHERE $when GROUP BY 1) s USING (dbname)
                JOIN (SELECT dbname, SUM((data->>'user_us')::bigint) AS us FROM json_host_cpu_of_server WHERE $when GROUP BY 1) h USING (dbname)
                ORDER BY 1""");
    }

    /** "How did WAL and commits of this server go?" */
    private static Question serverDay() {
        return Question.everywhere(
                "server, five minutes each",
                Kind.OTHER,
                "SELECT " + FIVE_MINUTES + ", SUM(\"wal.wal_bytes\"), SUM(\"wal.wal_fpi\"), SUM(\"wal.wal_records\")"
                        + " FROM pgsonde_server WHERE source = $source AND $when GROUP BY 1 ORDER BY 1",
                "SELECT " + FIVE_MINUTES + ", SUM(total) FILTER (WHERE metric = 'wal.wal_bytes'),"
                        + " SUM(total) FILTER (WHERE metric = 'wal.wal_fpi'), SUM(total) FILTER (WHERE metric = 'wal.wal_records')"
                        + " FROM tall WHERE source = $source AND $when AND subject_kind = 'server'"
                        + " AND metric IN ('wal.wal_bytes', 'wal.wal_fpi', 'wal.wal_records') GROUP BY 1 ORDER BY 1",
                "SELECT " + PG_FIVE_MINUTES + ", SUM(\"wal.wal_bytes\"), SUM(\"wal.wal_fpi\"), SUM(\"wal.wal_records\")"
                        + " FROM typed_server WHERE source = $source AND $when GROUP BY 1 ORDER BY 1",
                "SELECT " + PG_FIVE_MINUTES + ", SUM((data->>'wal_bytes')::bigint), SUM((data->>'wal_fpi')::bigint),"
                        + " SUM((data->>'wal_records')::bigint)"
                        + " FROM json_wal_of_server WHERE dbname = $source AND $when GROUP BY 1 ORDER BY 1");
    }

    /** "Which statements took the time?" */
    private static Question topStatements() {
        return top("top statements", Facts.STATEMENTS, "total_exec_time_us");
    }

    /** "Which tables are read from one end to the other?" */
    private static Question topTables() {
        return top("top tables", Facts.TABLES, "seq_tup_read");
    }

    /** The subject of the tall table holds all labels: names are made of it alike in all stores. */
    private static Question top(String name, Facts facts, String number) {
        String column = "\"" + facts.view() + "." + number + "\"";
        String limit = " GROUP BY 1 ORDER BY 2 DESC LIMIT 20";
        String of = String.join(
                " || '.' || ",
                facts.labels().stream().map(each -> "\"" + each + "\"").toList());
        String ofJson = String.join(
                " || '.' || ",
                facts.labels().stream()
                        .map(each -> "(tag_data->>'" + each + "')")
                        .toList());
        return Question.everywhere(
                name,
                Kind.TOP,
                "SELECT subject, SUM(" + column + ") FROM " + facts.table()
                        + " WHERE source = $source AND $when AND view = '" + facts.view() + "'" + limit,
                "SELECT subject, SUM(total) FROM tall WHERE source = $source AND $when AND metric = '" + facts.view()
                        + "." + number + "'" + limit,
                "SELECT " + of + ", SUM(" + column + ") FROM typed_" + facts.view()
                        + " WHERE source = $source AND $when" + limit,
                "SELECT " + ofJson + ", SUM((data->>'" + number + "')::bigint) FROM json_" + facts.view()
                        + " WHERE dbname = $source AND $when" + limit);
    }

    /** "What did its sessions wait for?" */
    private static Question waits() {
        String tall = """
                SELECT %s, CASE WHEN subject LIKE '%%.active.-.%%' THEN '-' WHEN subject LIKE '%%.Client.%%' THEN 'Client'
                  WHEN subject LIKE '%%.IO.%%' THEN 'IO' WHEN subject LIKE '%%.LWLock.%%' THEN 'LWLock' ELSE 'Lock' END, SUM(total)
                FROM tall WHERE source = $source AND $when AND metric = 'waits.samples' GROUP BY 1, 2 ORDER BY 1, 2""";
        return Question.everywhere(
                "waits, five minutes each",
                Kind.OTHER,
                "SELECT " + FIVE_MINUTES + ", wait_type, SUM(\"waits.samples\") FROM pgsonde_session"
                        + " WHERE source = $source AND $when AND view = 'waits' GROUP BY 1, 2 ORDER BY 1, 2",
                tall.formatted(FIVE_MINUTES),
                "SELECT " + PG_FIVE_MINUTES + ", wait_type, SUM(\"waits.samples\") FROM typed_waits"
                        + " WHERE source = $source AND $when GROUP BY 1, 2 ORDER BY 1, 2",
                "SELECT " + PG_FIVE_MINUTES
                        + ", tag_data->>'wait_type', SUM((data->>'samples')::bigint) FROM json_waits"
                        + " WHERE dbname = $source AND $when GROUP BY 1, 2 ORDER BY 1, 2");
    }

    /** "How often was this statement called for one commit?" */
    private static Question grains() {
        return Question.everywhere(
                "a ratio across grains",
                Kind.OTHER,
                "SELECT a.t, a.calls, b.commits FROM (SELECT " + HOUR + " AS t, SUM(\"statements.calls\") AS calls FROM"
                        + " pgsonde_statement WHERE source = $source AND $when AND query_id = $query GROUP BY 1) a JOIN (SELECT "
                        + HOUR
                        + " AS t, SUM(\"database.xact_commit\") AS commits FROM pgsonde_server WHERE source = $source"
                        + " AND $when GROUP BY 1) b ON a.t = b.t ORDER BY 1",
                "SELECT a.t, a.calls, b.commits FROM (SELECT " + HOUR
                        + " AS t, SUM(total) AS calls FROM tall WHERE source ="
                        + " $source AND $when AND metric = 'statements.calls' AND subject = 'app.app.' || $query || '.true'"
                        + " GROUP BY 1) a JOIN (SELECT " + HOUR
                        + " AS t, SUM(total) AS commits FROM tall WHERE source = $source"
                        + " AND $when AND subject_kind = 'server' AND metric = 'database.xact_commit' GROUP BY 1) b ON a.t = b.t"
                        + " ORDER BY 1",
                "SELECT a.t, calls, commits FROM (SELECT " + PG_HOUR + " AS t, SUM(\"statements.calls\") AS calls FROM"
                        + " typed_statements WHERE source = $source AND $when AND query_id = $query GROUP BY 1) a JOIN (SELECT "
                        + PG_HOUR
                        + " AS t, SUM(\"database.xact_commit\") AS commits FROM typed_server WHERE source = $source AND"
                        + " $when GROUP BY 1) b ON a.t = b.t ORDER BY 1",
                "SELECT a.t, calls, commits FROM (SELECT " + PG_HOUR
                        + " AS t, SUM((data->>'calls')::bigint) AS calls FROM"
                        + " json_statements WHERE dbname = $source AND $when AND tag_data->>'query_id' = $query GROUP BY 1) a JOIN"
                        + " (SELECT " + PG_HOUR + " AS t, SUM((data->>'xact_commit')::bigint) AS commits FROM"
                        + " json_database_of_server WHERE dbname = $source AND $when GROUP BY 1) b ON a.t = b.t ORDER BY 1");
    }

    /** "Which servers have alerts, and what do they do?" */
    private static Question alerts() {
        String of = "SELECT a.source, a.alerts, s.bytes FROM (SELECT source, COUNT(*) AS alerts FROM %s WHERE $when"
                + " AND severity = 'critical' GROUP BY 1) a JOIN (%s) s ON s.source = a.source ORDER BY 1";
        String druid = Alerts.TABLE;
        return Question.everywhere(
                "a join with alerts",
                Kind.FLEET,
                of.formatted(
                        druid,
                        "SELECT source, SUM(\"wal.wal_bytes\") AS bytes FROM pgsonde_server WHERE $when GROUP BY 1"),
                of.formatted(
                        druid,
                        "SELECT source, SUM(total) AS bytes FROM tall WHERE $when AND subject_kind = 'server'"
                                + " AND metric = 'wal.wal_bytes' GROUP BY 1"),
                of.formatted(
                        druid,
                        "SELECT source, SUM(\"wal.wal_bytes\") AS bytes FROM typed_server WHERE $when GROUP BY 1"),
                of.formatted(
                        druid,
                        "SELECT dbname AS source, SUM((data->>'wal_bytes')::bigint) AS bytes FROM json_wal_of_server"
                                + " WHERE $when GROUP BY 1"));
    }
}
