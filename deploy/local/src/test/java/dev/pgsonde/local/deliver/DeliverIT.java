package dev.pgsonde.local.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.deliver.FakeReceiver.Mood;
import dev.pgsonde.local.deliver.FakeReceiver.Request;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.DeliverTrial;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Undelivered;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Receivers fail, hang, hang up and return 500, and the deliverer is killed meanwhile. The outage takes
 * {@code -Dpgsonde.receiver.down} seconds: 300 are five minutes.
 */
final class DeliverIT {
    private static final int DOWN = Integer.getInteger("pgsonde.receiver.down", 9);
    private static final int ALERTS = 20;
    private static final String SECRET = "a secret of both";
    private static final Topics TOPICS = Topics.standard();

    private static DeliverTrial trial;

    private final Map<String, RecordMetadata> published = new LinkedHashMap<>();
    private Publisher publisher;
    private FakeReceiver receiver;
    private FakeReceiver calm;

    @BeforeAll
    static void startKafka() {
        trial = new DeliverTrial();
    }

    @AfterAll
    static void stopKafka() {
        trial.close();
    }

    @BeforeEach
    void start() throws IOException {
        publisher = new Publisher(trial.access());
        receiver = new FakeReceiver();
        calm = new FakeReceiver();
    }

    @AfterEach
    void stop() {
        publisher.close();
        receiver.close();
        calm.close();
    }

    @Test
    void whatAReceiverMissedWhileItWasAwayArrivesAfterwardsInOrderAndNothingIsLostByAKill() throws Exception {
        String config = """
                %s
                timeout: 1s
                retry: {first: 100ms, most: 1s}
                receivers:
                  - {name: away, kind: webhook, url: "%s/hook", secret: "%s", sources: [outage]}
                  - {name: calm, kind: webhook, url: "%s/hook", secret: "%s", sources: [outage]}
                """.formatted(head(), receiver.url(), SECRET, calm.url(), SECRET);
        Child deliverer = trial.deliverer("outage-1", config);
        put("outage", "first", 1, AlertStage.FIRING);
        patiently().until(() -> calm.taken().size() == 1 && receiver.taken().size() == 1);

        receiver.be(Mood.HANGS);
        for (int n = 0; n < ALERTS; n++) {
            put("outage", "alert-" + n, 1, AlertStage.FIRING);
            put("outage", "alert-" + n, 2, AlertStage.ACKNOWLEDGED);
            put("outage", "alert-" + n, 3, AlertStage.RESOLVED);
        }
        patiently().until(() -> receiver.requests().size() > receiver.taken().size());
        deliverer.kill(); // with a request under way that nobody has answered
        deliverer = trial.deliverer("outage-2", config);
        patiently().untilAsserted(() -> assertThat(keys(calm.taken())).containsAll(published.keySet()));
        assertThat(receiver.taken()).hasSize(1);
        for (Mood mood : List.of(Mood.HANGS, Mood.ERRS, Mood.HANGS_UP, Mood.KNOWS_NOBODY)) {
            receiver.be(mood);
            int before = receiver.requests().size();
            pass(Duration.ofMillis(DOWN * 1000L / 4));
            assertThat(receiver.requests()).hasSizeGreaterThan(before);
        }

        receiver.be(Mood.WELL);
        patiently().until(() -> receiver.taken().size() > 10);
        deliverer.kill(); // in the midst of it
        deliverer = trial.deliverer("outage-3", config);
        patiently().untilAsserted(() -> assertThat(keys(receiver.taken())).containsAll(published.keySet()));

        assertInOrder(receiver.taken());
        assertInOrder(calm.taken());
        assertOneKeyAndOneBodyEach(receiver.requests());
        assertSigned(receiver.requests());
        assertThat(undelivered("away")).isEmpty();
        deliverer.stop(Duration.ofSeconds(10));
        assertThat(Files.readString(deliverer.log())).doesNotContain(SECRET);
    }

    @Test
    void whatCannotBeDeliveredIsOnRecordAndHoldsUpNothing() throws Exception {
        String config = """
                %s
                timeout: 1s
                retry: {first: 100ms, most: 500ms, give_up_after: 3s}
                receivers:
                  - {name: dead, kind: webhook, url: "%s/services/verysecret", sources: [dead]}
                """.formatted(head(), receiver.url());
        Child deliverer = trial.deliverer("dead-1", config);
        put("dead", "well", 1, AlertStage.FIRING);
        patiently().until(() -> receiver.taken().size() == 1);

        receiver.be(Mood.REFUSES);
        put("dead", "refused", 1, AlertStage.FIRING);
        patiently().until(() -> undelivered("dead").size() == 1);
        receiver.be(Mood.ERRS);
        put("dead", "late", 4, AlertStage.FIRING);
        patiently().until(() -> undelivered("dead").size() == 2);
        receiver.be(Mood.WELL);
        RecordMetadata unreadable = publisher.put("unreadable", "no alert".getBytes(StandardCharsets.UTF_8));
        patiently().until(() -> undelivered("dead").size() == 3);
        put("dead", "after", 1, AlertStage.FIRING);
        patiently().until(() -> receiver.taken().size() == 2);

        assertThat(keys(receiver.taken())).containsExactly("well-1", "after-1");
        List<Undelivered> dead = undelivered("dead");
        assertThat(dead.get(0)).isEqualTo(letter(dead.get(0), "refused", 1, "HTTP 410", 1));
        assertThat(dead.get(0).firstTry()).isEqualTo(dead.get(0).lastTry());
        assertThat(dead.get(1))
                .isEqualTo(
                        letter(dead.get(1), "late", 4, "HTTP 500", dead.get(1).attempts()));
        assertThat(dead.get(1).attempts()).isGreaterThan(3);
        assertThat(Duration.between(dead.get(1).firstTry(), dead.get(1).lastTry()))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
        assertThat(dead.get(2).alert()).isEqualTo("unreadable");
        assertThat(dead.get(2).sequence()).isZero();
        assertThat(dead.get(2).reason()).startsWith("not readable: ");
        assertThat(dead.get(2).offset()).isEqualTo(unreadable.offset());
        deliverer.stop(Duration.ofSeconds(10));
        assertThat(Files.readString(deliverer.log()))
                .contains("could not be delivered")
                .doesNotContain("verysecret");
    }

    @Test
    void aNewReceiverBeginsWithWhatGoesOnAndAlertmanagerIsRemindedOfIt() throws Exception {
        put("open", "over", 1, AlertStage.FIRING);
        put("open", "over", 2, AlertStage.RESOLVED);
        put("open", "on", 1, AlertStage.FIRING);
        String config = """
                %s
                receivers:
                  - {name: am, kind: alertmanager, url: "%s", sources: [open], repeat: 500ms, expires: 30s}
                """.formatted(head(), receiver.url());

        Child deliverer = trial.deliverer("open-1", config);
        patiently().until(() -> receiver.taken().size() >= 4);
        assertThat(receiver.taken()).allSatisfy(request -> {
            assertThat(request.json()).hasSize(1);
            assertThat(request.json().at("/0/annotations/alert_id").asText()).isEqualTo("on");
            assertThat(endsAt(request)).isAfter(Instant.now());
        });
        deliverer.kill();
        int before = receiver.taken().size();
        deliverer = trial.deliverer("open-2", config);
        patiently().until(() -> receiver.taken().size() >= before + 3);

        put("open", "on", 2, AlertStage.RESOLVED);
        patiently().until(() -> endsAt(receiver.taken().get(receiver.taken().size() - 1))
                .equals(Publisher.ONSET.plusSeconds(600)));
        int ended = receiver.taken().size();
        pass(Duration.ofSeconds(2));
        assertThat(receiver.taken()).as("nobody is reminded of what is over").hasSize(ended);
        deliverer.stop(Duration.ofSeconds(10));
    }

    private static Instant endsAt(Request request) {
        return Instant.parse(request.json().at("/0/endsAt").asText());
    }

    private static String head() {
        return """
                kafka: %s
                instance: trial
                """.formatted(trial.access().yaml());
    }

    private void put(String source, String id, int sequence, AlertStage stage)
            throws InterruptedException, ExecutionException {
        published.put(id + "-" + sequence, publisher.put(Publisher.alert(source, id, sequence, stage)));
    }

    /** Everything but the times is known beforehand. */
    private Undelivered letter(Undelivered found, String id, int sequence, String reason, int attempts) {
        RecordMetadata at = Objects.requireNonNull(published.get(id + "-" + sequence));
        return new Undelivered(
                "dead",
                id,
                sequence,
                id + "-" + sequence,
                "dead",
                "WAL doubled",
                reason,
                attempts,
                found.firstTry(),
                found.lastTry(),
                at.topic(),
                at.partition(),
                at.offset());
    }

    /** A letter may come twice after a kill, but none comes before one that was on the topic before it. */
    private void assertInOrder(List<Request> taken) {
        Map<Integer, Long> last = new HashMap<>();
        for (Request request : taken) {
            RecordMetadata at = Objects.requireNonNull(published.get(request.key()));
            long before = last.getOrDefault(at.partition(), -1L);
            assertThat(at.offset()).as(request.key()).isGreaterThanOrEqualTo(before);
            last.put(at.partition(), at.offset());
        }
    }

    private static void assertOneKeyAndOneBodyEach(List<Request> requests) {
        Map<String, String> bodies = new HashMap<>();
        for (Request request : requests) {
            String key = Objects.requireNonNull(request.key());
            assertThat(request.json().path("key").asText()).isEqualTo(key);
            assertThat(bodies.putIfAbsent(key, request.body())).isIn(null, request.body());
        }
    }

    private static void assertSigned(List<Request> requests) throws GeneralSecurityException {
        for (Request request : requests) {
            assertThat(request.signature()).isEqualTo("v1=" + request.signedWith(SECRET));
        }
    }

    private static List<String> keys(List<Request> requests) {
        return requests.stream()
                .map(request -> Objects.requireNonNull(request.key()))
                .toList();
    }

    private static List<Undelivered> undelivered(String receiver) {
        WireFormat<Undelivered> format = WireFormat.of(TOPICS.undelivered(), new SingleObjectFraming(TOPICS));
        List<Undelivered> found = new ArrayList<>();
        try (Scan scan = Scan.of(trial.pipeline(), List.of(TOPICS.undelivered()))) {
            scan.readTo(scan.ends(), record -> {
                try {
                    found.add(format.read(record.value().get()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return found.stream()
                .filter(letter -> letter.receiver().equals(receiver))
                .sorted(Comparator.comparing(Undelivered::lastTry))
                .toList();
    }

    /** Time itself is what is tried here: the outage has to last. */
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
