package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.sql.Lists;
import dev.pgsonde.sql.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an index was, from the parts of the marker of its end. */
record LostIndex(Marker marker, List<String> labels) {
    private static final String ONE = "1";
    /** What an index with an order of its own may say; the access method knows others as nothing. */
    private static final Set<String> ORDERS = Set.of("0", "1", "2", "3");

    static LostIndex of(Marker marker) {
        return new LostIndex(marker, Subject.labels(marker.subject()));
    }

    String database() {
        return labels.get(0);
    }

    String name() {
        return labels.get(labels.size() - 1);
    }

    /** In its own schema, which is the table's. */
    String qualified() {
        return Quoting.qualified(labels.subList(1, 3));
    }

    String table() {
        return Quoting.qualified(List.of(labels.get(1), part("table").orElse("")));
    }

    boolean isPartitioned() {
        return is("is_partitioned");
    }

    boolean identified() {
        return is("is_replica_identity");
    }

    boolean isSayable() {
        return obstacle().isEmpty();
    }

    /** The index of which it was a part, qualified. */
    Optional<String> parent() {
        return Lists.namesOfJson(part("parent").orElse(null))
                .filter(names -> names.size() == 2)
                .map(Quoting::qualified);
    }

    String parentSubject() {
        List<String> names = new ArrayList<>(List.of(database()));
        names.addAll(Lists.namesOfJson(part("parent").orElse(null)).orElse(List.of()));
        return Subject.of(names);
    }

    /** Why it cannot be created from what is known, in words that name what to look up. */
    Optional<String> obstacle() {
        String index = IndexRemedy.told(marker);
        if (labels.size() != 3 || !labels.stream().allMatch(Quoting::isName) || !isKnown()) {
            return Optional.of("what the index " + index + " was like is not known: look for its definition in a dump");
        }
        Optional<String> owner = part("owner");
        if (owner.isPresent()) {
            return Optional.of("the index " + index + " belonged to the constraint "
                    + Quoting.identifier(owner.get()) + " of " + table()
                    + ": look for its definition in a dump, and add the constraint again");
        }
        return part("unsaid")
                .map(unsaid -> "the index " + index + " on " + table() + " had " + Quoting.told(unsaid)
                        + ", which is not published: look for its definition in a dump");
    }

    private boolean isKnown() {
        return part("table").filter(Quoting::isName).isPresent()
                && part("method").filter(Quoting::isName).isPresent()
                && (part("unsaid").isPresent() || keys().isPresent())
                && (part("includes").isEmpty() || includes().isPresent())
                && (part("options").isEmpty() || options().isPresent())
                && (part("parent").isEmpty() || parent().isPresent())
                && part("tablespace").map(Quoting::isName).orElse(true);
    }

    String create() {
        StringBuilder sql = new StringBuilder("CREATE ");
        sql.append(is("is_unique") ? "UNIQUE INDEX " : "INDEX ");
        sql.append(isPartitioned() ? "" : "CONCURRENTLY ").append(Quoting.identifier(name()));
        sql.append(isPartitioned() ? " ON ONLY " : " ON ").append(table());
        sql.append(" USING ").append(Quoting.identifier(part("method").orElse("")));
        sql.append(" (").append(String.join(", ", keys().orElse(List.of()))).append(')');
        includes().ifPresent(names -> sql.append(" INCLUDE (").append(names).append(')'));
        sql.append(is("is_null_equal") ? " NULLS NOT DISTINCT" : "");
        options().ifPresent(options -> sql.append(" WITH (").append(options).append(')'));
        part("tablespace").ifPresent(space -> sql.append(" TABLESPACE ").append(Quoting.identifier(space)));
        return sql.append(';').toString();
    }

    /** The columns, each in its order. */
    private Optional<List<String>> keys() {
        Optional<List<String>> names = Lists.namesOfJson(part("keys").orElse(null));
        List<@Nullable String> orders =
                Lists.ofJson(part("orders").orElse(null)).orElse(List.of());
        if (names.isEmpty()
                || (part("orders").isPresent() && orders.size() != names.get().size())) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>();
        for (int n = 0; n < names.get().size(); n++) {
            String order = orders.isEmpty() ? "0" : String.valueOf(orders.get(n));
            if (!ORDERS.contains(order)) {
                return Optional.empty();
            }
            keys.add(Quoting.identifier(names.get().get(n)) + order(order));
        }
        return Optional.of(keys);
    }

    private static String order(String bits) {
        return switch (bits) {
            case "1" -> " DESC NULLS LAST";
            case "2" -> " ASC NULLS FIRST";
            case "3" -> " DESC NULLS FIRST";
            default -> "";
        };
    }

    private Optional<String> includes() {
        return Lists.namesOfJson(part("includes").orElse(null))
                .map(names -> names.stream().map(Quoting::identifier).collect(Collectors.joining(", ")));
    }

    private Optional<String> options() {
        List<String> options = new ArrayList<>();
        for (String option : Lists.namesOfJson(part("options").orElse(null)).orElse(List.of())) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                return Optional.empty();
            }
            options.add(Quoting.identifier(option.substring(0, equals)) + " = "
                    + Quoting.literal(option.substring(equals + 1)));
        }
        return options.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", options));
    }

    private Optional<String> part(String name) {
        return marker.partBefore(name);
    }

    private boolean is(String flag) {
        return part(flag).equals(Optional.of(ONE));
    }
}
