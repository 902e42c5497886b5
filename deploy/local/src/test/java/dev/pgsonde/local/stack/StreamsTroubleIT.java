package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever dies on the way, the answers are, record for record, those of one instance that nothing happened to. */
class StreamsTroubleIT {
    private static final int PART = 120;
    private static final int CHANGE = 240;

    private static Map<String, List<String>> calm = Map.of();

    @BeforeAll
    static void answerInPeace() throws ExecutionException, InterruptedException {
        try (StreamsPlace place = new StreamsPlace()) {
            place.start("alone");
            SampleStream stream = new SampleStream(CHANGE);
            place.sendAndWait(stream.next(3 * PART));
            place.awaitAnswers();
            calm = place.answers();
        }
        assertThat(calm.keySet())
                .filteredOn(key -> key.startsWith("pgsonde.windows "))
                .hasSize(SampleStream.SOURCES);
        assertThat(calm.keySet())
                .filteredOn(key -> key.startsWith("pgsonde.alerts "))
                .isNotEmpty();
        assertThat(calm.get("pgsonde.rejects server-0")).hasSize(8);
    }

    @Test
    void oneOfTwoIsKilledAndItsWorkMovesAndComesBack() throws ExecutionException, InterruptedException {
        try (StreamsPlace place = new StreamsPlace()) {
            SampleStream stream = new SampleStream(CHANGE);
            Child one = place.start("one");
            place.start("two");
            place.sendAndWait(stream.next(PART));
            one.kill();
            place.sendAndWait(stream.next(PART));
            place.awaitAnswers(); // so the other has taken over
            place.start("one");
            place.sendAndWait(stream.next(PART));
            place.awaitAnswers();

            assertThatAreThoseGivenInPeace(place.answers());
        }
    }

    @Test
    void theBrokerDiesAndComesBack() throws ExecutionException, InterruptedException {
        try (StreamsPlace place = new StreamsPlace()) {
            SampleStream stream = new SampleStream(CHANGE);
            MortalBroker broker = place.broker();
            place.keepUp("one");
            place.sendAndWait(stream.next(PART));
            broker.kill();
            broker.comeBack();
            place.sendAndWait(stream.next(2 * PART));
            place.awaitAnswers();

            assertThatAreThoseGivenInPeace(place.answers());
        }
    }

    @Test
    void whatIsTooLargeIsRefusedByKafkaAndWhatIsNotByUs() throws ExecutionException, InterruptedException {
        try (StreamsPlace place = new StreamsPlace()) {
            SampleStream stream = new SampleStream(CHANGE);
            place.start("one");
            place.sendAndWait(stream.next(PART));
            assertThatThrownBy(() -> place.sendAndWait(List.of(large(100_000_000))))
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            place.sendAndWait(List.of(large(8_000_000)));
            place.sendAndWait(stream.next(2 * PART));
            place.awaitAnswers();

            Map<String, List<String>> answers = place.answers();
            assertThat(answers.get("pgsonde.rejects server-1"))
                    .singleElement()
                    .asString()
                    .contains("of 8000000 bytes");
            answers.remove("pgsonde.rejects server-1");
            assertThatAreThoseGivenInPeace(answers);
        }
    }

    private static ProducerRecord<String, byte[]> large(int bytes) {
        return SampleStream.record("server-1", new byte[bytes], Instant.parse("2026-03-01T12:20:00Z"));
    }

    private static void assertThatAreThoseGivenInPeace(Map<String, List<String>> answers) {
        assertThat(answers.keySet()).isEqualTo(calm.keySet());
        calm.forEach((key, records) -> assertThat(answers.get(key)).as(key).isEqualTo(records));
    }
}
