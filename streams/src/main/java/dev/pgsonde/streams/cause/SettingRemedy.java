package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.sql.Lists;
import dev.pgsonde.sql.Quoting;
import dev.pgsonde.streams.cause.RemedyStep.Needs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a setting back where it was changed, so that no other place is shadowed. */
final class SettingRemedy {
    private static final String RELOAD = "SELECT pg_catalog.pg_reload_conf();";
    private static final Set<String> NOT_RESET =
            Set.of("transaction_isolation", "transaction_read_only", "transaction_deferrable");
    private static final String IN_NEW_SESSIONS = "counts in new sessions";

    private SettingRemedy() {}

    static Optional<Remedy> ofServer(Marker marker) {
        String setting = name(marker);
        Place before = Place.of(marker.partBefore("place"));
        Place after = Place.of(marker.partAfter("place"));
        if (marker.before() == null || marker.after() == null) {
            return Optional.empty();
        }
        if (before == Place.ROLE || after == Place.ROLE) {
            return words(
                    Quoting.setting(setting)
                            + " is set for a role or a database (ALTER ROLE, ALTER DATABASE): look it up in pg_db_role_setting");
        }
        if (before == Place.HIDDEN || after == Place.HIDDEN) {
            return words("where " + Quoting.setting(setting) + " is set cannot be seen by the agent, whose own session"
                    + " sets it or lacks pg_read_all_settings: look it up in pg_file_settings");
        }
        boolean byServer = before != Place.COMMAND_LINE && after != Place.COMMAND_LINE;
        return byServer && (after == Place.AUTO || before == Place.AUTO)
                ? auto(marker, before)
                : byHand(marker, before, after);
    }

    /** ALTER SYSTEM set it, or took it out. */
    private static Optional<Remedy> auto(Marker marker, Place before) {
        String name = Quoting.setting(name(marker));
        Needs needs = needs(marker);
        if (before != Place.AUTO) {
            return system("ALTER SYSTEM RESET " + name + ";", needs);
        }
        return values(marker)
                .flatMap(values -> system("ALTER SYSTEM SET " + name + " = " + values + ";", needs))
                .or(() -> words("the value that " + name
                        + " had by ALTER SYSTEM is not known here: look it up in a copy of postgresql.auto.conf"));
    }

    private static Optional<Remedy> system(String statement, Needs needs) {
        return Optional.of(new Remedy(
                List.of(
                        new RemedyStep.Sql("", statement, needs.clause()),
                        new RemedyStep.Sql("", RELOAD, needs.clause())),
                null));
    }

    /** A file that somebody manages, or the command line: no statement may shadow either. */
    private static Optional<Remedy> byHand(Marker marker, Place before, Place after) {
        String name = Quoting.setting(name(marker));
        if (after == Place.COMMAND_LINE || before == Place.COMMAND_LINE) {
            String was = before == Place.COMMAND_LINE
                    ? "it was "
                            + marker.partBefore("known").map(Quoting::inFile).orElse("not published")
                    : "take the option out";
            return words(
                    name + " was changed on the server's command line: " + was + "; needs a restart of the server");
        }
        if (after == Place.SERVER || (after == Place.DEFAULT && before != Place.FILE)) {
            return words(
                    name + " is what the server works out by itself: look in pg_file_settings for what it follows");
        }
        return before == Place.FILE
                ? inFile(marker, name)
                : Optional.of(new Remedy(List.of(edit(marker, marker.afterParts(), null)), null));
    }

    /** Where another file has it since, its line goes first. */
    private static Optional<Remedy> inFile(Marker marker, String name) {
        String known = marker.partBefore("known").orElse(null);
        if (known == null) {
            return words("the value that " + name + " had in the file "
                    + Quoting.told(marker.partBefore("file").orElse("?")) + ", line "
                    + number(marker.partBefore("line"))
                    + ", is not published; " + needs(marker).clause());
        }
        boolean set = Place.of(marker.partAfter("place")) == Place.FILE;
        boolean elsewhere = set && !marker.partAfter("file").equals(marker.partBefore("file"));
        List<RemedyStep> steps = elsewhere
                ? List.of(edit(marker, marker.afterParts(), null), edit(marker, marker.beforeParts(), known))
                : List.of(edit(marker, set ? marker.afterParts() : marker.beforeParts(), known));
        return Optional.of(new Remedy(steps, null));
    }

    private static RemedyStep edit(Marker marker, List<Marker.Part> parts, @Nullable String value) {
        return new RemedyStep.EditFile(
                part(parts, "file").orElse("?"), number(part(parts, "line")), name(marker), value, needs(marker));
    }

    private static Optional<String> part(List<Marker.Part> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .map(Marker.Part::value)
                .findFirst();
    }

    private static long number(Optional<String> text) {
        return text.filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    static Optional<Remedy> ofRole(Marker marker) {
        boolean was = marker.before() != null;
        List<Marker.Part> parts = was ? marker.beforeParts() : marker.afterParts();
        String name = part(parts, "name").map(Quoting::setting).orElse(null);
        Optional<String> whose = whose(parts);
        if (name == null || whose.isEmpty()) {
            return words("whose setting it is, is not known: look it up in pg_db_role_setting");
        }
        if (!was && NOT_RESET.contains(marker.partAfter("name").orElse(""))) {
            return words(
                    name + " cannot be taken out by itself: " + whose.get() + " RESET ALL, and set the others again");
        }
        if (!was) {
            return role(whose.get() + " RESET " + name + ";");
        }
        return values(marker)
                .flatMap(values -> role(whose.get() + " SET " + name + " = " + values + ";"))
                .or(() -> words("the value that " + name + " had by " + whose.get() + " SET is not published"));
    }

    private static Optional<Remedy> role(String statement) {
        return Optional.of(new Remedy(List.of(new RemedyStep.Sql("", statement, IN_NEW_SESSIONS)), null));
    }

    private static Optional<String> whose(List<Marker.Part> parts) {
        String role = part(parts, "of_role")
                .filter(Quoting::isName)
                .map(Quoting::identifier)
                .orElse(null);
        String database = part(parts, "in_database")
                .filter(Quoting::isName)
                .map(Quoting::identifier)
                .orElse(null);
        if (role == null || database == null) {
            return Optional.empty();
        }
        return switch (part(parts, "place").orElse("")) {
            case "all roles" -> Optional.of("ALTER ROLE ALL");
            case "role" -> Optional.of("ALTER ROLE " + role);
            case "database" -> Optional.of("ALTER DATABASE " + database);
            case "role in database" -> Optional.of("ALTER ROLE " + role + " IN DATABASE " + database);
            default -> Optional.empty();
        };
    }

    /** The value before, or each value of a list, as literals. */
    private static Optional<String> values(Marker marker) {
        Optional<String> known = marker.partBefore("known");
        if (!marker.partBefore("is_list").equals(Optional.of("1"))) {
            return known.map(Quoting::literal);
        }
        return known.flatMap(value -> Lists.ofSetting(name(marker), value))
                .filter(values -> !values.isEmpty())
                .map(values -> values.stream().map(Quoting::literal).collect(Collectors.joining(", ")));
    }

    /** In a subject the name of an extension's setting stands in quotation marks, since there is a dot in it. */
    private static String name(Marker marker) {
        return marker.partBefore("name")
                .orElseGet(() -> Subject.labels(marker.subject()).get(0));
    }

    private static Needs needs(Marker marker) {
        return Needs.of(marker.partAfter("context").orElse("postmaster"));
    }

    private static Optional<Remedy> words(String words) {
        return Optional.of(new Remedy(List.of(new RemedyStep.Words(words)), null));
    }

    /** Where a setting counts from, as the view {@code settings} says it. */
    private enum Place {
        DEFAULT,
        /** The server worked it out, maybe from what some file says. */
        SERVER,
        AUTO,
        FILE,
        COMMAND_LINE,
        ROLE,
        HIDDEN;

        static Place of(Optional<String> said) {
            return switch (said.orElse("")) {
                case "default" -> DEFAULT;
                case "server" -> SERVER;
                case "auto" -> AUTO;
                case "file" -> FILE;
                case "command line" -> COMMAND_LINE;
                case "role" -> ROLE;
                default -> HIDDEN;
            };
        }
    }
}
