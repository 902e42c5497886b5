package dev.pgsonde.prove;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A setting that can be changed, and two values for it, of which the first is not its present one; a list has elements. */
record SettingCandidate(String name, String context, List<String> first, List<String> second) {
    private static final Set<String> OF_SESSIONS = Set.of("user", "superuser", "backend", "superuser-backend");

    /** Texts that are no names of anything: what the server takes for each. */
    private static final Map<String, List<List<String>>> TEXTS = Map.ofEntries(
            texts("client_encoding", "UTF8", "LATIN1"),
            texts("cluster_name", "it's", "a\\b$c`d"),
            texts("DateStyle", "ISO, DMY", "German, DMY"),
            texts("default_text_search_config", "pg_catalog.german", "pg_catalog.simple"),
            texts("dynamic_library_path", "$libdir:/tmp", "$libdir"),
            texts("external_pid_file", "one.pid", "two.pid"),
            texts("lc_messages", "POSIX", "C"),
            texts("lc_monetary", "POSIX", "C"),
            texts("lc_numeric", "POSIX", "C"),
            texts("lc_time", "POSIX", "C"),
            texts("log_destination", "csvlog", "stderr"),
            texts("log_directory", "a 'b'", "c"),
            texts("log_filename", "it's-%a", "%Y"),
            texts("log_line_prefix", "%m [%p] 'it\\s' ", "%t"),
            texts("log_timezone", "Europe/Berlin", "UTC"),
            texts("TimeZone", "Europe/Berlin", "UTC"),
            texts("timezone_abbreviations", "India", "Default"),
            texts("ssl_ciphers", "HIGH", "MEDIUM"),
            texts("synchronous_standby_names", "ANY 1 (a, \"b c\")", "FIRST 1 (d)"),
            texts("recovery_target_timeline", "current", "latest"),
            texts("restrict_nonsystem_relation_kind", "view", "foreign-table"),
            texts("createrole_self_grant", "set", "inherit"),
            texts("wal_level", "logical", "replica"),
            texts("recovery_target", "immediate", ""),
            texts("recovery_target_lsn", "0/1", "0/2"),
            texts("recovery_target_time", "2026-01-01 00:00:00+00", "2026-01-02 00:00:00+00"),
            texts("recovery_target_xid", "5", "6"),
            texts("commit_timestamp_buffers", "32", "48"),
            texts("multixact_member_buffers", "48", "64"),
            texts("multixact_offset_buffers", "32", "48"),
            texts("notify_buffers", "32", "48"),
            texts("serializable_buffers", "48", "64"),
            texts("subtransaction_buffers", "32", "48"),
            texts("transaction_buffers", "32", "48"),
            texts("wal_consistency_checking", "heap", "btree, heap"),
            texts("default_tablespace", "pg_default", "pg_global"),
            Map.entry("search_path", List.of(List.of("$user", "a \"b,", "Public"), List.of("pg_catalog", "x'y"))),
            Map.entry("temp_tablespaces", List.of(List.of("a b", "c\"d"), List.of("pg_default"))),
            Map.entry(
                    "shared_preload_libraries",
                    List.of(List.of("dict_snowball", "$libdir/plpgsql"), List.of("plpgsql"))),
            Map.entry(
                    "session_preload_libraries",
                    List.of(List.of("plpgsql", "$libdir/dict_snowball"), List.of("plpgsql"))),
            Map.entry("output_plugin_libraries", List.of(List.of("a", "B c"), List.of("d"))),
            Map.entry("oauth_validator_libraries", List.of(List.of("a", "B c"), List.of("d"))),
            Map.entry("unix_socket_directories", List.of(List.of("/tmp"), List.of("/var/tmp"))));

    private static final Map<String, String> LEFT_OUT = Map.of(
            "default_table_access_method", "has one value only",
            "ssl", "needs a certificate",
            "huge_pages", "needs pages that the machine has set aside",
            "local_preload_libraries", "loads libraries that are not there, at each login",
            "unix_socket_group", "needs a group of its own",
            "data_directory", "would be another server",
            "config_file", "would be another server",
            "port", "is how the test reaches the server",
            "listen_addresses", "is how the test reaches the server",
            "default_transaction_read_only", "would refuse the remedy, at each login");

    SettingCandidate {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    boolean isOfSessions() {
        return OF_SESSIONS.contains(context);
    }

    private static Map.Entry<String, List<List<String>>> texts(String name, String first, String second) {
        return Map.entry(name, List.of(List.of(first), List.of(second)));
    }

    /** Every row of pg_settings that can be changed; {@code out} hears of each other one, and why. */
    static List<SettingCandidate> all(Connection connection, Map<String, String> out) throws SQLException {
        List<SettingCandidate> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, context, vartype, setting, unit, min_val, max_val,"
                        + " array_to_string(enumvals, chr(1)) AS enumvals FROM pg_settings ORDER BY name")) {
            while (row.next()) {
                String name = row.getString("name");
                if (row.getString("context").equals("internal")) {
                    out.put(name, "internal");
                } else if (LEFT_OUT.containsKey(name)) {
                    out.put(name, String.valueOf(LEFT_OUT.get(name)));
                } else {
                    List<List<String>> values = values(row);
                    all.add(new SettingCandidate(name, row.getString("context"), values.get(0), values.get(1)));
                }
            }
        }
        return all;
    }

    private static List<List<String>> values(ResultSet row) throws SQLException {
        String now = row.getString("setting");
        List<List<String>> told = TEXTS.get(row.getString("name"));
        if (told != null) {
            return told;
        }
        return switch (row.getString("vartype")) {
            case "bool" -> now.equals("on") ? two("off", "on") : two("on", "off");
            case "enum" -> enumerated(now, row.getString("enumvals"));
            case "integer", "real" -> numbers(row);
            default -> two("one", "two");
        };
    }

    private static List<List<String>> two(String first, String second) {
        return List.of(List.of(first), List.of(second));
    }

    private static List<List<String>> enumerated(String now, String values) {
        List<String> others = Arrays.stream(values.split("\u0001", -1))
                .filter(value -> !value.equals(now))
                .toList();
        return others.isEmpty() ? two(now, now) : two(others.get(0), others.size() > 1 ? others.get(1) : now);
    }

    /** Near the present value, but for times that a session could not live with. */
    private static List<List<String>> numbers(ResultSet row) throws SQLException {
        BigDecimal now = new BigDecimal(octal(row.getString("setting")));
        BigDecimal least = new BigDecimal(row.getString("min_val"));
        BigDecimal most = new BigDecimal(row.getString("max_val"));
        boolean fraction = row.getString("vartype").equals("real");
        boolean unitless = row.getString("unit") == null;
        BigDecimal step = fraction && most.compareTo(BigDecimal.TEN) < 0
                ? new BigDecimal("0.125")
                : "ms".equals(row.getString("unit"))
                        ? BigDecimal.valueOf(fraction ? 1 : 60_000)
                        : BigDecimal.valueOf(unitless ? 1 : 2);
        List<String> found = new ArrayList<>();
        for (int n = 1; found.size() < 2 && n < 4; n++) {
            for (BigDecimal sign : List.of(BigDecimal.ONE, BigDecimal.ONE.negate())) {
                BigDecimal value = now.add(step.multiply(sign).multiply(BigDecimal.valueOf(n)));
                if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0 && found.size() < 2) {
                    found.add(value.toPlainString());
                }
            }
        }
        return found.size() < 2 ? two(least.toPlainString(), most.toPlainString()) : two(found.get(0), found.get(1));
    }

    private static String octal(String shown) {
        return shown.matches("0[0-7]+") ? String.valueOf(Integer.parseInt(shown, 8)) : shown;
    }
}
