package dev.pgsonde.collect.check;

import dev.pgsonde.sql.Lists;
import dev.pgsonde.sql.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a setting is changed where it is set now: ALTER SYSTEM would shadow a managed file, and not reach a command line. */
final class SettingFix {
    private static final String RELOAD = "SELECT pg_catalog.pg_reload_conf();";
    private static final String PRELOAD = "shared_preload_libraries";

    private SettingFix() {}

    /** {@code value} is SQL. */
    static String of(ServerFacts facts, String setting, String value) {
        String where = facts.managed().get(setting);
        return where == null
                ? "ALTER SYSTEM SET " + Quoting.setting(setting) + " = " + value + ";"
                : where + ", set " + setting + " = " + value;
    }

    static String[] reloaded(ServerFacts facts, String setting, String value) {
        return new String[] {of(facts, setting, value), RELOAD};
    }

    /** What is loaded already stays. */
    static String preloaded(ServerFacts facts, String library) {
        Optional<List<String>> loaded =
                facts.has(PRELOAD) ? Lists.ofSetting(PRELOAD, facts.setting(PRELOAD)) : Optional.empty();
        String where = facts.managed().get(PRELOAD);
        if (loaded.isEmpty() || where != null) {
            return (where == null ? "" : where + ", ") + "add " + library + " to " + PRELOAD
                    + (facts.has(PRELOAD) ? "" : ", which the role may not see");
        }
        String value = Stream.concat(loaded.get().stream(), Stream.of(library))
                .distinct()
                .map(Quoting::literal)
                .collect(Collectors.joining(", "));
        return of(facts, PRELOAD, value);
    }
}
