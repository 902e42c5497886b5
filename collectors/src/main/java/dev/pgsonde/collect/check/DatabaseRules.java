package dev.pgsonde.collect.check;

import static dev.pgsonde.collect.check.Verdict.missing;

import dev.pgsonde.collect.check.Finding.Group;
import java.util.List;

/** Every database that is to be visited can be. */
final class DatabaseRules {
    private static final String WITHOUT = "its tables, indexes and functions";

    private DatabaseRules() {}

    static List<Finding> of(List<DatabaseFacts> databases) {
        return databases.stream()
                .flatMap(one ->
                        new Rule<>(one.name(), WITHOUT, DatabaseRules::judge).apply(Group.DATABASES, one).stream())
                .toList();
    }

    private static Verdict judge(DatabaseFacts facts) {
        if (!facts.mayConnect()) {
            return missing(
                    "the role may not connect",
                    "GRANT CONNECT ON DATABASE " + facts.quoted() + " TO " + facts.role() + ";");
        }
        String refusal = facts.refusal();
        return refusal == null
                ? new Verdict.Fine("reached")
                : missing(refusal, "let the role in by pg_hba.conf, or exclude the database in databases.exclude");
    }
}
