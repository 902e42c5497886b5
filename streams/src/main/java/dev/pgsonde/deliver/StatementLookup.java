package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.NamedStatements;
import dev.pgsonde.schema.Text;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scrubbed texts of statements that alerts name, read from their topic when an alert asks for them. One that cannot be
 * had in time is left out: no alert waits for its texts for long.
 */
final class StatementLookup {
    private static final Logger LOG = LoggerFactory.getLogger(StatementLookup.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1000;
    private static final int LONGEST = 300;

    private final String topic;
    private final WireFormat<Text> format;
    private final Supplier<Consumer<String, byte[]>> reader;
    private final InstantSource clock;
    private final Map<String, String> known = new LinkedHashMap<>();
    private Instant notBefore = Instant.MIN;

    StatementLookup(
            String topic, WireFormat<Text> format, Supplier<Consumer<String, byte[]>> reader, InstantSource clock) {
        this.topic = topic;
        this.format = format;
        this.reader = reader;
        this.clock = clock;
    }

    /** The same alert, with the texts of the statements that its causes name. */
    Alert beside(Alert alert) {
        Collection<String> ids = NamedStatements.of(alert).values();
        return ids.isEmpty() ? alert : NamedStatements.withTexts(alert, texts(alert.source(), Set.copyOf(ids)));
    }

    private synchronized Map<String, String> texts(String source, Set<String> ids) {
        Set<String> missing =
                ids.stream().filter(id -> !known.containsKey(key(source, id))).collect(Collectors.toSet());
        if (!missing.isEmpty() && !clock.instant().isBefore(notBefore)) {
            notBefore = clock.instant().plus(PAUSE);
            read(source, missing);
        }
        Map<String, String> found = new HashMap<>();
        for (String id : ids) {
            String text = known.get(key(source, id));
            if (text != null) {
                found.put(id, text);
            }
        }
        return found;
    }

    private void read(String source, Set<String> ids) {
        try (Consumer<String, byte[]> consumer = reader.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            Instant deadline = clock.instant().plus(PATIENCE);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                    && clock.instant().isBefore(deadline)) {
                consumer.poll(POLL).forEach(record -> keep(record, source, ids));
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debug("no texts of statements", e);
        }
    }

    private void keep(ConsumerRecord<String, byte[]> record, String source, Set<String> ids) {
        if (record.value() == null) {
            return;
        }
        try {
            Text text = format.read(record.value());
            if (text.source().equals(source) && ids.contains(text.id())) {
                put(key(source, text.id()), Figures.atMost(LONGEST, text.text()));
            }
        } catch (IOException e) {
            LOG.debug("passed over {}-{}", record.partition(), record.offset(), e);
        }
    }

    private void put(String key, String text) {
        known.remove(key);
        known.put(key, text);
        if (known.size() > REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private static String key(String source, String id) {
        return source + "\n" + id;
    }
}
