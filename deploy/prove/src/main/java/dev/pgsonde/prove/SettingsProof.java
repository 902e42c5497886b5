package dev.pgsonde.prove;

import dev.pgsonde.local.stack.ScratchServer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Every setting that can be changed is taken back where it was changed, and nothing else is. */
final class SettingsProof implements Proof {
    private static final int FEW = 12;
    private static final int LEAST = 1_000;
    private static final int MOST = 40;

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public String about() {
        return "each setting, changed in a file, by ALTER SYSTEM, for a role or a database, is as before after our remedy";
    }

    @Override
    public List<String> parts() {
        return List.of("13", "14", "15", "16", "17", "18");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Random random = trial.random();
        Map<String, String> leftOut = new TreeMap<>();
        Tally tally = new Tally();
        try (ScratchServer server = new ScratchServer(Integer.parseInt(trial.part()))) {
            List<SettingCandidate> all = candidates(server, leftOut);
            Collections.shuffle(all, random);
            List<SettingCandidate> some = all.subList(0, trial.times(FEW, all.size()));
            for (SettingPlace place : List.of(new SettingPlace.Auto(server), new SettingPlace.Managed(server))) {
                trial.progress().now(place.name() + ": " + some.size() + " settings");
                new SettingRounds(server, place, random, tally, leftOut).start(some);
            }
            trial.progress().now("roles and databases");
            new RoleRounds(server, random, tally, leftOut)
                    .run(some.stream().filter(SettingCandidate::isOfSessions).toList());
        }
        leftOut.forEach((name, why) -> trial.progress().now(name + " is left out: " + why));
        if (!tally.details.isEmpty()) {
            throw new AssertionError(String.join("\n", tally.details.subList(0, Math.min(MOST, tally.details.size()))));
        }
        return List.of(
                Figure.tried("settings taken back", tally.takenBack, LEAST),
                Figure.tried("settings left out", leftOut.size(), 0),
                Figure.tried("said in words, or hidden", tally.words, 0),
                Figure.none("words where a statement could be built", tally.needlessWords),
                Figure.none("settings not as before", tally.wrong),
                Figure.none("other settings changed", tally.others));
    }

    private static List<SettingCandidate> candidates(ScratchServer server, Map<String, String> leftOut)
            throws Exception {
        if (!server.start()) {
            throw new AssertionError("the server does not start");
        }
        try (Connection connection = server.connect()) {
            return new ArrayList<>(SettingCandidate.all(connection, leftOut));
        } finally {
            server.stop();
        }
    }

    /** What came of it, over all places. */
    static final class Tally {
        long takenBack;
        long words;
        long needlessWords;
        long wrong;
        long others;
        final List<String> details = new ArrayList<>();
    }
}
