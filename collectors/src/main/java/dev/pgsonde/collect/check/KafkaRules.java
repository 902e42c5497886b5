package dev.pgsonde.collect.check;

import static dev.pgsonde.collect.check.Verdict.missing;
import static dev.pgsonde.collect.check.Verdict.poor;

import dev.pgsonde.collect.check.Finding.Group;
import dev.pgsonde.collect.publish.KafkaFacts;
import dev.pgsonde.collect.publish.KafkaFacts.TopicFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster answers, and takes what the agent would write. Idempotent writing needs no right beside that to write. */
final class KafkaRules {
    private static final String EVERYTHING = "everything: the agent keeps records for a while, and then loses them";

    /** Streams share the work by partitions; one broker of three may be away. */
    private static final int PARTITIONS = 6;

    private static final int REPLICAS = 3;

    private KafkaRules() {}

    static List<Finding> of(KafkaFacts facts, String bootstrap) {
        String trouble = facts.trouble();
        if (trouble != null) {
            return List.of(Finding.trouble(Group.KAFKA, "cluster", trouble, EVERYTHING));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.fine(Group.KAFKA, "cluster", bootstrap + " answers"));
        for (TopicFacts topic : facts.topics()) {
            new Rule<TopicFacts>(topic.name(), without(topic, facts), one -> judge(one, facts, bootstrap))
                    .apply(Group.KAFKA, topic)
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static String without(TopicFacts topic, KafkaFacts facts) {
        if (topic.exists() && topic.writable() && !tooShort(topic, facts)) {
            return topic.replicas() == 1
                    ? "what one broker has when its disk is lost"
                    : "its records stay longer or shorter than others expect, or are not taken at all";
        }
        return topic.exists() && topic.writable() ? "the largest frames: those of very many tables" : EVERYTHING;
    }

    private static Verdict judge(TopicFacts topic, KafkaFacts facts, String bootstrap) {
        if (!topic.exists()) {
            return missing("there is no such topic", create(topic, facts, bootstrap));
        }
        if (!topic.writable()) {
            return missing(
                    "the agent may not write to it",
                    "kafka-acls.sh --bootstrap-server " + bootstrap + " --add --allow-principal User:AGENT"
                            + " --operation Write --operation Describe --topic " + topic.name());
        }
        Integer mustBeInSync = topic.mustBeInSync();
        if (mustBeInSync != null && mustBeInSync > topic.replicas()) {
            return missing(
                    "min.insync.replicas is " + mustBeInSync + ", of " + topic.replicas() + " replicas",
                    alter(topic, bootstrap, "min.insync.replicas=" + topic.replicas()));
        }
        String policy = topic.policy();
        if (policy != null && policy.contains("compact") != topic.wantsCompaction()) {
            return poor(
                    "cleanup.policy is " + policy,
                    alter(topic, bootstrap, "cleanup.policy=" + (topic.wantsCompaction() ? "compact" : "delete")));
        }
        if (tooShort(topic, facts)) {
            return poor(
                    "max.message.bytes is " + topic.longestRecord() + ", and a record may have "
                            + facts.longestRequest(),
                    alter(topic, bootstrap, "max.message.bytes=" + facts.longestRequest()));
        }
        return topic.replicas() == 1 ? single(topic, bootstrap) : new Verdict.Fine(takes(topic));
    }

    private static Verdict single(TopicFacts topic, String bootstrap) {
        return poor(
                "1 replica: its records are gone when that broker's disk is",
                "on a cluster of several brokers: kafka-reassign-partitions.sh --bootstrap-server " + bootstrap
                        + " --execute, with " + REPLICAS + " replicas for each partition of " + topic.name());
    }

    /** All that others rely on is named, since a cluster's own defaults may be anything. */
    private static String create(TopicFacts topic, KafkaFacts facts, String bootstrap) {
        Duration keep = topic.wanted().keep();
        String policy = keep == null ? "compact" : topic.wantsCompaction() ? "compact,delete" : "delete";
        return "kafka-topics.sh --bootstrap-server " + bootstrap + " --create --topic " + topic.name()
                + " --partitions " + PARTITIONS + " --replication-factor " + REPLICAS
                + " --config min.insync.replicas=" + (REPLICAS - 1)
                + " --config cleanup.policy=" + policy
                + " --config retention.ms=" + (keep == null ? -1 : keep.toMillis())
                + " --config max.message.bytes=" + facts.longestRequest();
    }

    private static boolean tooShort(TopicFacts topic, KafkaFacts facts) {
        @Nullable Long longest = topic.longestRecord();
        return longest != null && longest < facts.longestRequest();
    }

    private static String takes(TopicFacts topic) {
        return "may be written to, " + topic.replicas() + " replicas";
    }

    private static String alter(TopicFacts topic, String bootstrap, String setting) {
        return "kafka-configs.sh --bootstrap-server " + bootstrap + " --alter --entity-type topics --entity-name "
                + topic.name() + " --add-config " + setting;
    }
}
