package dev.pgsonde.prove;

import dev.pgsonde.local.stack.SampleStream;
import dev.pgsonde.local.stack.SchemaRegistry;
import dev.pgsonde.local.stack.StreamsPlace;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RegistrySettings;
import dev.pgsonde.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Streams that start while the schema registry is away, with records waiting that are in its framing. */
final class RegistryProof implements Proof {
    private static final int CHANGE = 100;
    private static final int ROUNDS = 200;

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public String about() {
        return "streams that start while the schema registry is away for five minutes reject nothing and lose nothing";
    }

    @Override
    public List<String> parts() {
        return List.of("start");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        trial.progress().now("with the registry there");
        Map<String, List<String>> calm = answers(0);
        int seconds = trial.times(5, 300);
        trial.progress().now("with the registry away for " + seconds + " s");
        Map<String, List<String>> away = answers(seconds);
        List<String> keys = new ArrayList<>(calm.keySet());
        away.keySet().stream().filter(key -> !calm.containsKey(key)).forEach(keys::add);
        long different = keys.stream()
                .filter(key -> !calm.getOrDefault(key, List.of()).equals(away.get(key)))
                .count();
        long rejects = away.entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("pgsonde.rejects"))
                .mapToLong(answer -> answer.getValue().size())
                .sum();
        // the stream itself holds a record that is none, once in fifty rounds
        return List.of(
                Figure.atLeast("answers", calm.size(), "keys", 10),
                Figure.none("keys whose answers differ", different),
                Figure.none("rejects beyond those of poison", rejects - ROUNDS / 50));
    }

    private static Map<String, List<String>> answers(int awaySeconds) throws Exception {
        try (SchemaRegistry registry = new SchemaRegistry();
                StreamsPlace place = new StreamsPlace("schema_registry: " + registry.url())) {
            Framing framing = Framing.of(RegistrySettings.at(registry.url()), Topics.standard());
            place.sendAndWait(new SampleStream(CHANGE, framing).next(ROUNDS));
            if (awaySeconds > 0) {
                registry.stop();
            }
            place.start("one");
            if (awaySeconds > 0) {
                Thread.sleep(awaySeconds * 1000L); // that it is away so long is what is tried
                registry.start();
            }
            place.awaitAnswers();
            return place.answers();
        }
    }
}
