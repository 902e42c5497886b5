package dev.pgsonde.collect.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.publish.KafkaFacts;
import dev.pgsonde.collect.publish.KafkaFacts.TopicFacts;
import dev.pgsonde.schema.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaRulesTest {
    private static final Topic.Retention WEEK = new Topic.Retention(Duration.ofDays(7), false);
    private static final Topic.Retention COMPACTED = new Topic.Retention(null, true);
    private static final int LONGEST = 8 << 20;

    @Test
    void aTopicThatTakesEverythingIsFine() {
        assertThat(judge(new TopicFacts("t", true, true, (long) LONGEST, "delete", WEEK, 3, 2)))
                .isEqualTo(Finding.fine(Finding.Group.KAFKA, "t", "may be written to, 3 replicas"));
    }

    @Test
    void whatTheClusterDoesNotTellIsNotHeldAgainstIt() {
        assertThat(judge(new TopicFacts("t", true, true, null, null, COMPACTED, 3, null))
                        .grade())
                .isEqualTo(Grade.FINE);
    }

    @Test
    void eachLackHasItsCommand() {
        assertThat(judge(new TopicFacts("t", false, false, null, null, COMPACTED, 0, null))
                        .fix())
                .containsExactly("kafka-topics.sh --bootstrap-server k:1 --create --topic t --partitions 6"
                        + " --replication-factor 3 --config min.insync.replicas=2 --config cleanup.policy=compact"
                        + " --config retention.ms=-1 --config max.message.bytes=8388608");
        assertThat(judge(new TopicFacts("t", false, false, null, null, WEEK, 0, null))
                        .fix())
                .singleElement()
                .asString()
                .contains("cleanup.policy=delete --config retention.ms=604800000");
        assertThat(judge(new TopicFacts("t", true, false, null, null, WEEK, 0, null))
                        .fix())
                .singleElement()
                .asString()
                .contains("--operation Write");
        assertThat(judge(new TopicFacts("t", true, true, 1_048_588L, "delete", WEEK, 1, 1)))
                .satisfies(finding -> {
                    assertThat(finding.grade()).isEqualTo(Grade.WARNING);
                    assertThat(finding.fix()).singleElement().asString().endsWith("max.message.bytes=8388608");
                });
        assertThat(judge(new TopicFacts("t", true, true, null, "delete", COMPACTED, 1, 1))
                        .fix())
                .singleElement()
                .asString()
                .endsWith("cleanup.policy=compact");
        assertThat(judge(new TopicFacts("t", true, true, null, "delete", WEEK, 1, 2))
                        .grade())
                .isEqualTo(Grade.MISSING);
    }

    @Test
    void oneReplicaIsNotFine() {
        assertThat(judge(new TopicFacts("t", true, true, (long) LONGEST, "delete", WEEK, 1, 1)))
                .satisfies(finding -> {
                    assertThat(finding.grade()).isEqualTo(Grade.WARNING);
                    assertThat(finding.state()).startsWith("1 replica");
                });
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
