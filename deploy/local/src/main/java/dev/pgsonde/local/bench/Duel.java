package dev.pgsonde.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.record.Json;
import java.util.List;
import java.util.Optional;

/** What came of a contest over one database: of all the CPU, of the agent and of each exporter the rest. */
record Duel(String size, Slots slots, Agent agent, List<Peer> peers, SqlLoops loops) {
    static final String PLAIN_SQL = "plain SQL";
    static final String VIEWS = "views";

    Duel {
        peers = List.copyOf(peers);
    }

    /**
     * The agent's own CPU over the whole contest for each of its rounds, and what it published: a whole round, a usual
     * one, and the log that Kafka keeps for each round.
     */
    record Agent(
            double ownMs,
            long wholeRoundBytes,
            double roundBytes,
            double logBytes,
            long peakRss,
            ColumnsCovered columns) {
        /** With its share of whole rounds. */
        double bytesPerSample() {
            return (wholeRoundBytes + (AgentUnderTest.FULL_EVERY - 1) * roundBytes) / AgentUnderTest.FULL_EVERY;
        }
    }

    /** An exporter, and its answer. */
    record Peer(String name, String version, MetricsText answer, long peakRss) {}

    /** How many queries each loop ran, and which the server refused. */
    record SqlLoops(int plain, int views, List<String> refused) {}

    double medianMs(String who) {
        return slots.serverMs(who).median();
    }

    Optional<Peer> peer(String name) {
        return peers.stream().filter(peer -> peer.name().equals(name)).findFirst();
    }

    List<String> table() {
        TextTable table = new TextTable("lr")
                .row(size, "PostgreSQL CPU ms", "own CPU ms", "bytes a sample", "peak RSS MB", "columns");
        table.row(
                Contest.AGENT,
                slots.serverMs(Contest.AGENT).text(),
                Spread.number(agent.ownMs()),
                Spread.number(agent.bytesPerSample()) + " (log " + Spread.number(agent.logBytes()) + ")",
                Spread.number(agent.peakRss() / 1e6),
                String.valueOf(agent.columns().count()));
        for (Peer peer : peers) {
            table.row(
                    peer.version().isEmpty() ? peer.name() : peer.version().replace(", version", ""),
                    slots.serverMs(peer.name()).text(),
                    slots.ownMs(peer.name()).text(),
                    Spread.number(peer.answer().bytes()),
                    Spread.number(peer.peakRss() / 1e6),
                    peer.answer().columns() + " (" + Spread.number(peer.answer().series()) + " series)");
        }
        table.row(
                loops.plain() + " queries of the agent, plain",
                slots.serverMs(PLAIN_SQL).text(),
                "-",
                "-",
                "-",
                "-");
        table.row(
                loops.views() + " statistics views, every column",
                slots.serverMs(VIEWS).text(),
                "-",
                "-",
                "-",
                "-");
        table.row("nobody, ms a second", Spread.number(slots.backgroundMsPerSecond()), "-", "-", "-", "-");
        return table.lines();
    }

    ObjectNode json() {
        ObjectNode node = Json.object();
        ObjectNode serverMs = node.putObject("server_ms");
        ObjectNode ownMs = node.putObject("own_ms");
        slots.all().stream().map(Slot::who).distinct().forEach(who -> {
            serverMs.set(who, Json.of(slots.serverMs(who)));
            ownMs.set(who, Json.of(slots.ownMs(who)));
        });
        node.set("agent", Json.of(agent));
        node.set("peers", Json.of(peers));
        node.set("loops", Json.of(loops));
        node.set("slots", Json.of(slots.all()));
        return node.put("background_ms_per_second", slots.backgroundMsPerSecond());
    }

    /** The agent's cost as a percentage of a rival's. */
    Figure percentOf(String rival) {
        return Figure.ratio(100 * medianMs(Contest.AGENT), medianMs(rival));
    }
}
