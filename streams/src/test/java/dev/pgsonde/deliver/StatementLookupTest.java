package dev.pgsonde.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Text;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StatementLookupTest {
    private static final Topics TOPICS = Topics.standard();
    private static final String TOPIC = TOPICS.texts().name();
    private static final WireFormat<Text> FORMAT = WireFormat.of(TOPICS.texts(), new SingleObjectFraming(TOPICS));
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void theTextStandsBesideTheNameAndIsReadOnce() {
        StatementLookup lookup = lookup(text("shop.42", "SELECT ?"), text("shop.43", "another"));

        Alert.Cause cause = lookup.beside(named("shop.web.42.true")).causes().get(0);
        lookup.beside(named("shop.web.42.true"));

        assertThat(cause.evidence()).isEqualTo("seen; text: SELECT ?");
        assertThat(reads).hasValue(1);
    }

    @Test
    void anAlertWhoseTextsCannotBeHadIsToldAsItIs() {
        Alert alert = named("shop.web.7.true");

        assertThat(lookup(text("shop.42", "SELECT ?")).beside(alert)).isEqualTo(alert);
        assertThat(new StatementLookup(TOPIC, FORMAT, StatementLookupTest::fails, InstantSource.fixed(NOON))
                        .beside(alert))
                .isEqualTo(alert);
    }

    @Test
    void whereNoStatementIsNamedNothingIsRead() {
        StatementLookup lookup = lookup();

        Alert alert = Told.firing();

        assertThat(lookup.beside(alert)).isSameAs(alert);
        assertThat(reads).hasValue(0);
    }

    private StatementLookup lookup(Text... texts) {
        return new StatementLookup(TOPIC, FORMAT, () -> consumer(texts), InstantSource.fixed(NOON));
    }

    private static Consumer<String, byte[]> fails() {
        throw new KafkaException("away");
    }

    private Consumer<String, byte[]> consumer(Text... texts) {
        reads.incrementAndGet();
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) texts.length));
        consumer.schedulePollTask(() -> {
            for (int n = 0; n < texts.length; n++) {
                consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, n, "key", FORMAT.write(texts[n])));
            }
        });
        return consumer;
    }

    private static Text text(String id, String text) {
        return new Text("orders", "statement", id, text, false, NOON);
    }

    private static Alert named(String statement) {
        Alert alert = Told.alert("wal_bytes_per_commit", "orders", Severity.WARN, AlertStage.FIRING, true);
        Alert.Cause cause = new Alert.Cause("statement", List.of(statement), null, null, NOON, 0.9, "seen", null);
        return alert.explained(List.of(cause), alert.summary(), alert.meaning());
    }
}
