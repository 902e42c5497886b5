package dev.pgsonde.streams;

import dev.pgsonde.schema.Judged;
import dev.pgsonde.streams.state.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What each window said of each series: a record where a verdict, or the guards that held a series back, are others than in
 * the window before. Once a day there is one in any case, since the topic keeps some days; each series has another hour for
 * that.
 */
final class VerdictLog {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Findings findings;
    private final Consumer<Judged> published;

    VerdictLog(Findings findings, Consumer<Judged> published) {
        this.findings = findings;
        this.published = published;
    }

    void add(Judged judged) {
        List<String> said = new ArrayList<>(judged.failed());
        said.add(judged.verdict());
        said.add(Long.toString(day(judged)));
        if (!said.equals(findings.said(judged.source(), judged.metric(), judged.subject()))) {
            findings.putSaid(judged.source(), judged.metric(), judged.subject(), said);
            published.accept(judged);
        }
    }

    private static long day(Judged judged) {
        return (judged.start().toEpochMilli() + Math.floorMod(judged.key().hashCode(), DAY)) / DAY;
    }
}
