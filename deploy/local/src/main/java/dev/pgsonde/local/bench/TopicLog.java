package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.schema.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much Kafka keeps of a topic on disk: batches as the producer compressed them. */
record TopicLog(long bytes) {
    static TopicLog of(Stack stack, Topic<?> topic) {
        return in(stack.kafka().logs(), topic.name());
    }

    /** Partitions are directories {@code TOPIC-N} full of segments. */
    static TopicLog in(Path logs, String topic) {
        long bytes = 0;
        try (DirectoryStream<Path> partitions = Files.newDirectoryStream(logs, topic + "-[0-9]*")) {
            for (Path partition : partitions) {
                bytes += segments(partition);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TopicLog(bytes);
    }

    private static long segments(Path partition) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(partition, "*.log")) {
            for (Path segment : segments) {
                bytes += Files.size(segment);
            }
        }
        return bytes;
    }
}
