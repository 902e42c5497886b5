package dev.pgsonde.collect.check;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.check.Finding.Group;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is looked at, what is lost when it is not as it should be, and how that is told from the facts. */
record Rule<F>(String subject, String without, Function<F, Verdict> judge) {
    Optional<Finding> apply(Group group, F facts) {
        Verdict verdict = judge.apply(facts);
        if (verdict instanceof Verdict.Fine fine) {
            return Optional.of(Finding.fine(group, subject, fine.state()));
        }
        if (verdict instanceof Verdict.Poor poor) {
            return Optional.of(new Finding(group, subject, Grade.WARNING, poor.state(), poor.fix(), without));
        }
        if (verdict instanceof Verdict.Missing missing) {
            return Optional.of(new Finding(group, subject, Grade.MISSING, missing.state(), missing.fix(), without));
        }
        return Optional.empty();
    }

    static <F> List<Finding> all(List<Rule<F>> rules, Group group, F facts) {
        return rules.stream().flatMap(rule -> rule.apply(group, facts).stream()).toList();
    }
}
