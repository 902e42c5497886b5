package dev.pgsonde.streams;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Saying;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.window.Figures;
import dev.pgsonde.streams.window.SubjectTerms;
import dev.pgsonde.streams.window.Tumbling;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of closed windows, of events and of what people say. */
final class JudgedRecords {
    private final Tumbling windows;
    private final SubjectTerms terms;
    private final Findings findings;
    private final OpenAlerts openAlerts;
    private final Judging judging;
    private final Ruling ruling;
    private final Severities severities;
    private final Outlet outlet;
    /** Of the window whose records are coming. */
    private @Nullable Figures figures;

    JudgedRecords(Judgements judgements, Findings findings, Frames frames, Outlet outlet) {
        this.windows = judgements.windows();
        this.terms = new SubjectTerms(judgements.catalog());
        this.findings = findings;
        this.outlet = outlet;
        Judge judge = new Judge(judgements.tuning(), windows.length());
        Baselines baselines = new Baselines(judgements.catalog(), findings);
        openAlerts = new OpenAlerts(judge, findings, baselines, outlet);
        severities = new Severities(
                judgements.catalog(),
                findings,
                openAlerts,
                new AlertCosts.Sources(judgements.catalog(), findings, baselines, frames, windows.length()));
        Incidents incidents = new Incidents(openAlerts, findings, new Loads(findings), windows.length());
        Explaining explaining = new Explaining(judgements, judge, findings, frames);
        judging = new Judging(
                judgements, judge, findings, incidents, explaining, severities, new Untold(findings, outlet));
        ruling = new Ruling(
                judgements, findings, openAlerts, severities, new Words(judgements.catalog(), findings, frames));
    }

    /** What cannot be added is not known of the window. */
    void add(Window record) {
        Figures all = figures();
        try {
            all.add(record);
        } catch (RuntimeException e) {
            all.lose(record.view());
            throw e;
        }
    }

    /** The server's record is the window's last. */
    void close(Window server) {
        Figures all = figures();
        all.addServer(server);
        Closed closed =
                new Closed(server.source(), server.incarnation(), server.run(), server.start(), server.end(), all);
        judging.judge(closed);
        ruling.judge(closed);
        severities.escalate(closed);
    }

    private Figures figures() {
        Figures now = figures == null ? new Figures(terms, windows) : figures;
        figures = now;
        return now;
    }

    /** The window has been judged, or never will be. */
    void forget() {
        figures = null;
    }

    void take(Marker marker) {
        findings.add(marker);
    }

    /** Why it cannot be taken, if so; that is told beside it. */
    Optional<String> take(ToJudge.Said said) {
        Saying saying = said.saying();
        Optional<String> refusal = openAlerts.take(saying, said.decision());
        refusal.ifPresent(why -> outlet.marker(new Marker(
                saying.source(),
                saying.at(),
                "refused",
                "annotation",
                saying.getClass().getSimpleName(),
                null,
                null,
                why,
                null,
                List.of(),
                said.decision())));
        return refusal;
    }
}
