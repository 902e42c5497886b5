package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.sql.Lists;
import dev.pgsonde.sql.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what takes a change back. Nothing is read out of a text: what a marker does not carry is said in words. */
public final class Remedies {
    static final String CONCURRENTLY = "takes long and blocks nobody; not within a transaction";

    private Remedies() {}

    /** For markers of one kind that are one cause, among all that are known; nothing when there is nothing to take back. */
    public static Optional<Remedy> of(List<Marker> alike, List<Marker> all) {
        Marker first = alike.get(0);
        return switch (first.kind()) {
            case "replica_identity" -> IdentityRemedy.of(alike, all);
            case "setting" -> SettingRemedy.ofServer(alike.get(alike.size() - 1));
            case "role_setting" -> SettingRemedy.ofRole(alike.get(alike.size() - 1));
            case "index" -> first.after() == null ? IndexRemedy.of(alike) : Optional.empty();
            case "foreign_key_without_index" ->
                first.after() == null
                        ? Optional.empty()
                        : forKey(first.subject(), first.partAfter("keys").orElse(null));
            default -> Optional.empty();
        };
    }

    /** An index for the columns of a foreign key, which are a JSON array. */
    static Optional<Remedy> forKey(String constraint, @Nullable String columns) {
        List<String> labels = Subject.labels(constraint);
        Optional<List<String>> names = Lists.namesOfJson(columns);
        if (labels.size() != 4 || names.isEmpty() || !labels.stream().allMatch(Quoting::isName)) {
            return Optional.empty();
        }
        String statement = "CREATE INDEX CONCURRENTLY ON " + Quoting.qualified(labels.subList(1, 3)) + " ("
                + names.get().stream().map(Quoting::identifier).collect(Collectors.joining(", ")) + ");";
        return Optional.of(new Remedy(List.of(new RemedyStep.Sql(labels.get(0), statement, CONCURRENTLY)), null));
    }
}
