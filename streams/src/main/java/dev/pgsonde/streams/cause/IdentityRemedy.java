package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.sql.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives tables the replica identity that they had. */
final class IdentityRemedy {
    private static final String LOCKS = "takes an ACCESS EXCLUSIVE lock on each table for a moment";
    private static final String INDEX = "using index";

    private IdentityRemedy() {}

    static Optional<Remedy> of(List<Marker> alike, List<Marker> all) {
        Set<String> gone = all.stream()
                .filter(marker -> marker.kind().equals("index") && marker.after() == null)
                .map(Marker::subject)
                .collect(Collectors.toSet());
        List<RemedyStep> steps = alike.stream()
                .filter(marker -> marker.before() != null && marker.after() != null)
                .map(marker -> step(marker, gone))
                .distinct()
                .toList();
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Remedy(steps, rest(alike.get(0))));
    }

    private static RemedyStep step(Marker marker, Set<String> gone) {
        List<String> labels = Subject.labels(marker.subject());
        if (labels.size() != 3 || !labels.stream().allMatch(Quoting::isName)) {
            return new RemedyStep.Words("the table " + Quoting.told(marker.subject()) + " has no name that SQL knows");
        }
        String table = Quoting.qualified(labels.subList(1, 3));
        String before = String.valueOf(marker.before());
        return switch (before) {
            case "default", "full", "nothing" -> sql(labels, table, before.toUpperCase(Locale.ROOT));
            case INDEX -> index(marker, labels, table, gone);
            default -> new RemedyStep.Words("what identified the rows of " + table + " before is not known");
        };
    }

    private static RemedyStep index(Marker marker, List<String> labels, String table, Set<String> gone) {
        String index =
                marker.partBefore("identity_index").filter(Quoting::isName).orElse(null);
        if (index == null) {
            return new RemedyStep.Words(
                    "an index that identified the rows of " + table + " had gone before: look for another in pg_index");
        }
        List<String> subject = new ArrayList<>(labels.subList(0, 2));
        subject.add(index);
        return gone.contains(Subject.of(subject))
                ? new RemedyStep.Words("the index " + Quoting.identifier(index) + ", which identified the rows of "
                        + table + ", has gone: create it again, then set REPLICA IDENTITY USING INDEX")
                : sql(labels, table, "USING INDEX " + Quoting.identifier(index));
    }

    private static RemedyStep sql(List<String> labels, String table, String identity) {
        return new RemedyStep.Sql(labels.get(0), "ALTER TABLE " + table + " REPLICA IDENTITY " + identity + ";", LOCKS);
    }

    private static String rest(Marker first) {
        String letter =
                switch (String.valueOf(first.after())) {
                    case "full" -> "f";
                    case "nothing" -> "n";
                    case INDEX -> "i";
                    default -> "d";
                };
        return "SELECT oid::regclass FROM pg_catalog.pg_class WHERE relkind = 'r' AND oid >= 16384 AND relreplident = '"
                + letter + "'";
    }
}
