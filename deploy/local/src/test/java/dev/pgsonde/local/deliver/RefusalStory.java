package dev.pgsonde.local.deliver;

import dev.pgsonde.local.deliver.FakeReceiver.Mood;
import dev.pgsonde.local.stack.DeliverTrial;
import dev.pgsonde.schema.Alert.AlertStage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;

/** A receiver that answers 401 for some time, while alerts go on. */
public final class RefusalStory {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private RefusalStory() {}

    /** What was published, what of it arrived in the end, how often it was refused, and what arrived before its turn. */
    public record Outcome(int published, int delivered, int refused, int outOfOrder) {}

    /** All alerts are of one partition, so that there is one order. */
    public static Outcome refusedFor(Duration time, int alerts, Random random)
            throws IOException, ExecutionException, InterruptedException {
        try (DeliverTrial trial = new DeliverTrial();
                FakeReceiver receiver = new FakeReceiver();
                Publisher publisher = new Publisher(trial.access())) {
            trial.deliverer("refused", """
                    kafka: %s
                    timeout: 2s
                    retry: {first: 200ms, most: 5s}
                    receivers:
                      - {name: hook, kind: webhook, url: "%s/hook", sources: [trial]}
                    """.formatted(trial.access().yaml(), receiver.url()));
            List<String> keys = new ArrayList<>();
            String id = "alert-" + random.nextInt(1_000_000);
            publisher.put(Publisher.alert("trial", id, 1, AlertStage.FIRING));
            keys.add(id + "-1");
            Awaitility.await().atMost(PATIENCE).until(() -> !receiver.taken().isEmpty());
            receiver.be(Mood.KNOWS_NOBODY);
            for (int sequence = 2; sequence <= alerts; sequence++) {
                publisher.put(Publisher.alert("trial", id, sequence, AlertStage.ACKNOWLEDGED));
                keys.add(id + "-" + sequence);
            }
            long end = System.nanoTime() + time.toNanos();
            Awaitility.await().atMost(time.plusSeconds(60)).until(() -> System.nanoTime() >= end);
            int refused = receiver.requests().size() - receiver.taken().size();
            receiver.be(Mood.WELL);
            Awaitility.await().atMost(PATIENCE).until(() -> delivered(receiver).containsAll(keys));
            return new Outcome(
                    keys.size(),
                    delivered(receiver).size(),
                    refused,
                    delivered(receiver).equals(keys) ? 0 : 1);
        }
    }

    private static List<String> delivered(FakeReceiver receiver) {
        return receiver.taken().stream()
                .map(request -> Objects.requireNonNull(request.key()))
                .toList();
    }
}
