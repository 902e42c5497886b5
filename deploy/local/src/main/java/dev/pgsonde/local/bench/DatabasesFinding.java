package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Goal.Bound;
import dev.pgsonde.local.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * An agent and so many databases: those that it has sampled, what a round cost, the most connections that one database
 * had at once, and how many there were over the run beyond the first of each.
 */
record DatabasesFinding(
        int databases, int sampled, Spread serverMs, double agentMs, int mostConnections, int reconnects) {

    static Outcome outcome(List<DatabasesFinding> findings) {
        TextTable table = new TextTable("r")
                .row("databases", "sampled", "PostgreSQL CPU ms", "agent CPU ms", "connections each", "reconnects");
        findings.forEach(finding -> table.row(
                String.valueOf(finding.databases()),
                String.valueOf(finding.sampled()),
                finding.serverMs().text(),
                Spread.number(finding.agentMs()),
                String.valueOf(finding.mostConnections()),
                String.valueOf(finding.reconnects())));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        return new Outcome(goals(findings), Json.object().set("databases", Json.of(findings)), lines);
    }

    static List<Goal> goals(List<DatabasesFinding> findings) {
        return List.of(
                new Goal(
                        "P6",
                        "R2 of the server's CPU a round over the number of databases",
                        Bound.atLeast(0.98),
                        "",
                        linear(findings, finding -> finding.serverMs().median())),
                new Goal(
                        "P6.agent",
                        "R2 of the agent's CPU a round over the number of databases",
                        Bound.atLeast(0.98),
                        "",
                        linear(findings, DatabasesFinding::agentMs)),
                new Goal(
                        "P6.connections",
                        "connections to one database at once",
                        Bound.atMost(1),
                        "",
                        most(findings, DatabasesFinding::mostConnections)),
                new Goal(
                        "P6.reconnects",
                        "sessions beyond one for each database",
                        Bound.atMost(0),
                        "",
                        most(findings, DatabasesFinding::reconnects)));
    }

    /** Of databases that nobody looks at one learns nothing. */
    private static Figure linear(List<DatabasesFinding> findings, ToDoubleFunction<DatabasesFinding> figure) {
        double[] x = findings.stream().mapToDouble(DatabasesFinding::databases).toArray();
        double[] y = findings.stream().mapToDouble(figure).toArray();
        return unseen(findings, Figure.of(LinearFit.of(x, y).r2()));
    }

    private static Figure most(List<DatabasesFinding> findings, ToIntFunction<DatabasesFinding> figure) {
        return unseen(
                findings, Figure.of(findings.stream().mapToInt(figure).max().orElseThrow()));
    }

    private static Figure unseen(List<DatabasesFinding> findings, Figure otherwise) {
        return findings.stream()
                .filter(finding -> finding.sampled() < finding.databases())
                .map(finding -> Figure.missing(
                        "the agent sampled " + finding.sampled() + " of " + finding.databases() + " databases"))
                .findFirst()
                .orElse(otherwise);
    }
}
