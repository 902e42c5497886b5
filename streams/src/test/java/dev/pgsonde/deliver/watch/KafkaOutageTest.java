package dev.pgsonde.deliver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KafkaOutageTest {
    private static final Instant START = Scene.START;

    @Test
    void isOneAfterAMinuteAndEndsWithTheFirstAnswer() {
        KafkaOutage kafka = kafka(0);
        assertThat(kafka.failed("refused", at(5))).isEmpty();
        assertThat(kafka.failed("refused", at(60))).isEmpty();
        Alert begun = kafka.failed("refused", at(65)).orElseThrow();
        assertThat(kafka.failed("refused", at(70))).isEmpty();
        Alert ended = kafka.answered(at(200)).orElseThrow();

        assertThat(begun.summary()).startsWith("Kafka at broker:9092 does not answer: refused");
        assertThat(begun.stage()).isEqualTo(AlertStage.FIRING);
        assertThat(ended.stage()).isEqualTo(AlertStage.RESOLVED);
        assertThat(ended.id()).isEqualTo(begun.id());
        assertThat(ended.sequence()).isEqualTo(begun.sequence() + 1);
        assertThat(kafka.answered(at(205))).isEmpty();
    }

    @Test
    void aShortOneIsNone() {
        KafkaOutage kafka = kafka(0);
        kafka.failed("refused", at(5));
        kafka.answered(at(50));

        assertThat(kafka.failed("refused", at(80))).isEmpty();
    }

    @Test
    void everyInstanceSaysTheSameOfTheSameOutageAndAnotherOfTheNext() {
        KafkaOutage one = kafka(0);
        KafkaOutage other = kafka(3);
        one.failed("refused", at(5));
        other.failed("refused", at(8));
        Alert first = one.failed("refused", at(65)).orElseThrow();

        assertThat(other.failed("refused", at(70)).orElseThrow().key()).isEqualTo(first.key());
        one.answered(at(900));
        one.failed("refused", at(905));
        assertThat(one.failed("refused", at(970)).orElseThrow().key()).isNotEqualTo(first.key());
    }

    private static KafkaOutage kafka(int start) {
        return new KafkaOutage("broker:9092", Duration.ofMinutes(1), at(start));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
