package dev.pgsonde.streams;

import dev.pgsonde.schema.Judged;
import dev.pgsonde.streams.state.Findings;
import java.util.List;

/**
 * Why series are not told of, told only when another set of guards holds one back than before. Windows in which there
 * was nothing to test leave standing what was last found.
 */
final class Untold {
    private final Findings findings;
    private final Outlet outlet;

    Untold(Findings findings, Outlet outlet) {
        this.findings = findings;
        this.outlet = outlet;
    }

    void judged(Judged judged) {
        List<String> failed = judged.failed();
        if (!judged.guards().isEmpty()
                && !failed.equals(findings.failed(judged.source(), judged.metric(), judged.subject()))) {
            findings.putFailed(judged.source(), judged.metric(), judged.subject(), failed);
            outlet.judged(judged);
        }
    }
}
