package dev.pgsonde.collect.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.publish.KafkaFacts;
import dev.pgsonde.collect.publish.KafkaFacts.TopicFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaRulesTest {
    private static final int LONGEST = 8 << 20;

    @Test
    void aTopicThatTakesEverythingIsFine() {
        assertThat(judge(new TopicFacts("t", true, true, (long) LONGEST, "delete", false, 3, 2)))
                .isEqualTo(Finding.fine(Finding.Group.KAFKA, "t", "may be written to, 3 replicas"));
    }

    @Test
    void whatTheClusterDoesNotTellIsNotHeldAgainstIt() {
        assertThat(judge(new TopicFacts("t", true, true, null, null, true, 3, null))
                        .grade())
                .isEqualTo(Grade.FINE);
    }

    @Test
    void eachLackHasItsCommand() {
        assertThat(judge(new TopicFacts("t", false, false, null, null, true, 0, null))
                        .fix())
                .containsExactly("kafka-topics.sh --bootstrap-server k:1 --create --topic t"
                        + " --config max.message.bytes=8388608 --config cleanup.policy=compact");
        assertThat(judge(new TopicFacts("t", true, false, null, null, false, 0, null))
                        .fix())
                .singleElement()
                .asString()
                .contains("--operation Write");
        assertThat(judge(new TopicFacts("t", true, true, 1_048_588L, "delete", false, 1, 1)))
                .satisfies(finding -> {
                    assertThat(finding.grade()).isEqualTo(Grade.WARNING);
                    assertThat(finding.fix()).singleElement().asString().endsWith("max.message.bytes=8388608");
                });
        assertThat(judge(new TopicFacts("t", true, true, null, "delete", true, 1, 1))
                        .fix())
                .singleElement()
                .asString()
                .endsWith("cleanup.policy=compact");
        assertThat(judge(new TopicFacts("t", true, true, null, "delete", false, 1, 2))
                        .grade())
                .isEqualTo(Grade.MISSING);
    }

    @Test
    void aClusterThatDoesNotAnswerIsOneFinding() {
        assertThat(KafkaRules.of(new KafkaFacts("cannot reach it; look there", List.of(), LONGEST), "k:1"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo("cannot reach it");
                    assertThat(finding.fix()).containsExactly("look there");
                });
    }

    private static Finding judge(TopicFacts topic) {
        return KafkaRules.of(new KafkaFacts(null, List.of(topic), LONGEST), "k:1")
                .get(1);
    }
}
