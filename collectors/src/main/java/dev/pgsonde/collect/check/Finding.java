package dev.pgsonde.collect.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** One thing that was looked at: how it is, and, when it should be otherwise, what mends it and what is lost till then. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Finding(Group group, String subject, Grade grade, String state, List<String> fix, String without) {
    enum Group {
        SERVER,
        DATABASES,
        KAFKA,
        AGENT
    }

    enum Grade {
        FINE,
        WARNING,
        MISSING
    }

    Finding {
        fix = List.copyOf(fix);
    }

    /** Of trouble that is told as what is wrong; what to do. */
    static Finding trouble(Group group, String subject, String trouble, String without) {
        String[] parts = trouble.split("; ", 2);
        return new Finding(
                group, subject, Grade.MISSING, parts[0], List.of(parts).subList(1, parts.length), without);
    }

    static Finding fine(Group group, String subject, String state) {
        return new Finding(group, subject, Grade.FINE, state, List.of(), "");
    }
}
