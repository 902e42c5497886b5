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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two instances on a real broker, among records at the limits of every field of every type that is read. */
final class FuzzProof implements Proof {
    private static final int CHANGE = 200;
    private static final int STEPS = 25;
    private static final int ROUNDS = 16;
    private static final int MOST_LARGE = 24;

    private static final String BYSTANDER = " server-";
    private static final String ALERTS = "pgsonde.alerts ";
    private static final String REJECTS = "pgsonde.rejects ";

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
        List<String> different = different(calm, fuzzed);
        Files.write(trial.directory().resolve("differences"), different);
        return List.of(
                Figure.tried("records of the fuzz", all, 100_000),
                Figure.atLeast("answers of the bystanders", calm.answers().size(), "keys", 10),
                Figure.none("keys whose answers differ", different.size()),
                Figure.none("threads that died", fuzzed.failures()),
                Figure.none("instances that are gone", fuzzed.gone()));
    }

    /** Each key with the first answer that differs. */
    private static List<String> different(Run calm, Run fuzzed) {
        return Stream.concat(calm.answers().keySet().stream(), fuzzed.answers().keySet().stream())
                .distinct()
                .map(key -> firstApart(
                                calm.answers().getOrDefault(key, List.of()),
                                fuzzed.answers().getOrDefault(key, List.of()))
                        .map(apart -> key + ": " + apart))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> firstApart(List<String> calm, List<String> fuzzed) {
        if (calm.equals(fuzzed)) {
            return Optional.empty();
        }
        int n = 0;
        while (n < Math.min(calm.size(), fuzzed.size()) && calm.get(n).equals(fuzzed.get(n))) {
            n++;
        }
        String before = n < calm.size() ? calm.get(n) : "none";
        String now = n < fuzzed.size() ? fuzzed.get(n) : "none";
        return Optional.of(
                "answer " + n + " of " + calm.size() + " and " + fuzzed.size() + ": " + before + " | " + now);
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
                failures += FailureLog.count(instance);
            }
            long gone =
                    instances.stream().filter(instance -> !instance.isAlive()).count();
            return new Run(ofBystanders(place.answers()), failures, gone);
        }
    }

    /** By the key, which is a bystander's name but for alerts; those of the fuzz say whose they are. */
    private static Map<String, List<String>> ofBystanders(Map<String, List<String>> answers) {
        Map<String, List<String>> theirs = new HashMap<>();
        answers.forEach((key, values) -> {
            boolean isAlertOfOthers =
                    key.startsWith(ALERTS) && values.stream().noneMatch(value -> value.contains(RecordFuzz.SOURCE));
            if (isAlertOfOthers || key.contains(BYSTANDER)) {
                theirs.put(
                        key,
                        key.startsWith(REJECTS)
                                ? values.stream().map(FuzzProof::timestamp).toList()
                                : values);
            }
        });
        return theirs;
    }

    /** A reject names the offset of its record, which follows from what others sent. */
    private static String timestamp(String answer) {
        return answer.substring(0, answer.indexOf(' '));
    }
}
