package dev.pgsonde.prove;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.stack.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** What Kafka does to a topic. */
final class KafkaTopic {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private KafkaTopic() {}

    /** With all that is on it; returns once a topic of that name can be made again. */
    static void delete(KafkaAccess kafka, String name) {
        try (Admin admin = Admin.create(new HashMap<>(kafka.settings()))) {
            Pipeline.answer(admin.deleteTopics(List.of(name)).all());
            Awaitility.await(name + " is gone")
                    .atMost(PATIENCE)
                    .until(() -> !Pipeline.answer(admin.listTopics().names()).contains(name));
        }
    }
}
