package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.SampleStream;
import dev.pgsonde.local.stack.StreamsPlace;
import dev.pgsonde.schema.RecordFuzz;
import dev.pgsonde.schema.RecordFuzz.Fuzzed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two instances on a real broker, among records at the limits of every field of every type that is read. */
final class FuzzProof implements Proof {
    private static final int CHANGE = 200;
    private static final int STEPS = 25;
    private static final int ROUNDS = 16;
    private static final int MOST_LARGE = 24;

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public String about() {
        return "whatever the records of others say, no thread dies, and a source's answers are byte for byte the same";
    }

    @Override
    public List<String> parts() {
        return List.of("one", "two", "three", "four");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        int all = trial.times(1_000, 26_000);
        trial.progress().now("without the fuzz");
        Run calm = run(trial, 0);
        trial.progress().now("with " + all + " records of the fuzz");
        Run fuzzed = run(trial, all);
        long different = Stream.concat(calm.answers().keySet().stream(), fuzzed.answers().keySet().stream())
                .distinct()
                .filter(key -> !calm.answers()
                        .getOrDefault(key, List.of())
                        .equals(fuzzed.answers().get(key)))
                .count();
        return List.of(
                Figure.tried("records of the fuzz", all, 100_000),
                Figure.atLeast("answers of the bystanders", calm.answers().size(), "keys", 10),
                Figure.none("keys whose answers differ", different),
                Figure.none("threads that died", fuzzed.failures()),
                Figure.none("instances that are gone", fuzzed.gone()));
    }

    private record Run(Map<String, List<String>> answers, long failures, long gone) {}

    private static Run run(Trial trial, int records) throws ExecutionException, InterruptedException, IOException {
        RecordFuzz fuzz = new RecordFuzz(trial.random());
        try (StreamsPlace place = new StreamsPlace()) {
            List<Child> instances = List.of(place.start("one"), place.start("two"));
            SampleStream bystanders = new SampleStream(CHANGE);
            for (int step = 0; step < STEPS; step++) {
                List<ProducerRecord<String, byte[]>> together = new ArrayList<>(bystanders.next(ROUNDS));
                for (int n = 0; n < records / STEPS; n++) {
                    Fuzzed each = fuzz.next(n == 0 && step < MOST_LARGE);
                    together.add(new ProducerRecord<>(each.topic(), null, each.timestamp(), each.key(), each.bytes()));
                }
                place.sendAndWait(together);
            }
            place.awaitAnswers();
            long failures = 0;
            for (Child instance : instances) {
                failures += count(instance);
            }
            long gone =
                    instances.stream().filter(instance -> !instance.isAlive()).count();
            return new Run(ofBystanders(place.answers()), failures, gone);
        }
    }

    private static long count(Child instance) throws IOException {
        try (Stream<String> lines = Files.lines(instance.log())) {
            return lines.filter(line -> line.contains("a thread has failed") || line.contains("a mistake of ours"))
                    .count();
        }
    }

    /** All names of the fuzz begin alike, and are in whatever came of it; what was rejected is not compared. */
    private static Map<String, List<String>> ofBystanders(Map<String, List<String>> answers) {
        Map<String, List<String>> theirs = new HashMap<>();
        answers.forEach((key, values) -> {
            boolean rejects = key.startsWith("pgsonde.rejects") && !key.contains("server-");
            boolean others = key.contains(RecordFuzz.SOURCE)
                    || values.stream().allMatch(value -> value.contains(RecordFuzz.SOURCE));
            if (!rejects && !others) {
                theirs.put(key, values);
            }
        });
        return theirs;
    }
}
