package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Contest.Rival;
import dev.pgsonde.local.bench.Duel.Peer;
import dev.pgsonde.local.bench.Duel.SqlLoops;
import dev.pgsonde.local.bench.Workbench.Wishes;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.schema.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets an agent that runs already compete with exporters and plain SQL over one database. */
final class Arena {
    private final Stack stack;
    private final Wishes wishes;
    private final Progress progress;
    private final ServerCpu cpu;

    Arena(Stack stack, Wishes wishes, Progress progress, ServerCpu cpu) {
        this.stack = stack;
        this.wishes = wishes;
        this.progress = progress;
        this.cpu = cpu;
    }

    Duel hold(String database, AgentUnderTest agent, int rounds) throws SQLException {
        Postgres server = stack.postgres().get(0);
        Map<ExporterChoice, Exporter> exporters = exporters(database);
        try (SqlLoop plain = SqlLoop.ofCatalog(server, database, wishes.postgresMajor(), agent.every());
                SqlLoop views = SqlLoop.ofStatisticsViews(server, database);
                Progress.Step step = progress.begin("measuring on " + database)) {
            List<Rival> rivals = new ArrayList<>();
            Map<String, MetricsText> answers = new TreeMap<>();
            exporters.forEach((choice, exporter) -> rivals.add(
                    new Rival(choice.name(), exporter.pid(), () -> answers.put(choice.name(), exporter.scrape()))));
            rivals.add(new Rival(Duel.PLAIN_SQL, 0, plain::once));
            rivals.add(new Rival(Duel.VIEWS, 0, views::once));
            Before before = Before.of(agent, log());
            Slots slots = new Contest(cpu, agent, rivals).hold(rounds, step);
            List<String> refused = new ArrayList<>(plain.refused());
            refused.addAll(views.refused());
            Duel duel = new Duel(
                    database,
                    slots,
                    before.until(agent, log()),
                    peers(exporters, answers),
                    new SqlLoops(plain.count(), views.count(), refused));
            step.done(rounds + " rounds");
            return duel;
        } finally {
            exporters.values().forEach(Exporter::stop);
        }
    }

    private TopicLog log() {
        return TopicLog.of(stack, Topics.standard().samples());
    }

    private Map<ExporterChoice, Exporter> exporters(String database) throws SQLException {
        Map<ExporterChoice, Exporter> exporters = new LinkedHashMap<>();
        ExporterChoice debians = ExporterChoice.ofDebian().orElse(null);
        if (debians != null) {
            List<String> flags = List.of("--extend.query-path=" + queries(database));
            exporters.put(debians, Exporter.start(stack, debians, database, flags));
        }
        ExporterChoice newer = ExporterChoice.newer(wishes.exporter()).orElse(null);
        if (newer != null) {
            exporters.put(newer, Exporter.start(stack, newer, database, newer.everything()));
        }
        return exporters;
    }

    private Path queries(String database) throws SQLException {
        try (Connection connection = stack.postgres().get(0).connect(database)) {
            return stack.data().secret("queries-" + database + ".yaml", ExporterQueries.of(connection));
        }
    }

    private static List<Peer> peers(Map<ExporterChoice, Exporter> exporters, Map<String, MetricsText> answers) {
        List<Peer> peers = new ArrayList<>();
        exporters.forEach((choice, exporter) -> {
            MetricsText answer = answers.get(choice.name());
            if (answer != null) {
                long rss = ProcessStat.peakResidentBytes(exporter.pid());
                peers.add(new Peer(choice.name(), choice.version(), answer, rss));
            }
        });
        return peers;
    }

    /** Where an agent's figures stood when the contest began. */
    private record Before(long cpuNanos, int rounds, long log) {
        static Before of(AgentUnderTest agent, TopicLog log) {
            return new Before(agent.cpuNanos(), agent.tail().roundCount(), log.bytes());
        }

        Duel.Agent until(AgentUnderTest agent, TopicLog topic) {
            int more = agent.tail().roundCount() - rounds;
            return new Duel.Agent(
                    (agent.cpuNanos() - cpuNanos) / 1e6 / more,
                    agent.bytesOfWholeRound(),
                    Spread.of(agent.roundBytes(rounds).stream()
                                    .map(Long::doubleValue)
                                    .toList())
                            .median(),
                    (double) (topic.bytes() - log) / more,
                    agent.peakResidentBytes(),
                    ColumnsCovered.of(agent.tail().samples(any -> true)));
        }
    }
}
