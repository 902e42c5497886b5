package dev.pgsonde.local.neighbour;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads the names of topics, makes one, and writes to another: without a login, and with each kind of one. */
final class KafkaAttempts {
    private static final int PATIENCE_MS = 3_000;
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

    private KafkaAttempts() {}

    static List<Outcome> at(int port, String password) {
        List<Outcome> all = new ArrayList<>(List.of(list("no login", settings(port)), write(port, settings(port))));
        for (String user : List.of("pgsonde", "node", "")) {
            all.add(list("SCRAM as '" + user + "'", with(settings(port), "SCRAM-SHA-512", SCRAM, user, password)));
            all.add(list("PLAIN as '" + user + "'", with(settings(port), "PLAIN", PLAIN, user, password)));
        }
        return all;
    }

    private static Map<String, Object> settings(int port) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "request.timeout.ms",
                PATIENCE_MS,
                "default.api.timeout.ms",
                PATIENCE_MS));
    }

    private static Map<String, Object> with(
            Map<String, Object> settings, String mechanism, String module, String user, String password) {
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", mechanism);
        settings.put("sasl.jaas.config", module + " required username=\"" + user + "\" password=\"" + password + "\";");
        return settings;
    }

    private static Outcome list(String how, Map<String, Object> settings) {
        String what = "Kafka at " + settings.get("bootstrap.servers") + ", topics, " + how;
        try (Admin admin = Admin.create(settings)) {
            String topics = String.join(" ", admin.listTopics().names().get(PATIENCE_MS, TimeUnit.MILLISECONDS));
            admin.createTopics(List.of(new NewTopic("neighbour" + System.nanoTime(), Optional.of(1), Optional.empty())))
                    .all()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return new Outcome(what, true, topics);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Outcome.refused(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.refused(what, e);
        }
    }

    private static Outcome write(int port, Map<String, Object> settings) {
        String what = "Kafka at " + port + ", a record, no login";
        settings.remove("default.api.timeout.ms");
        settings.put("max.block.ms", PATIENCE_MS);
        settings.put("delivery.timeout.ms", PATIENCE_MS + 100);
        settings.put("linger.ms", 0);
        try (Producer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("pgsonde.silences", "neighbour", "x"))
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return new Outcome(what, true, "written");
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Outcome.refused(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.refused(what, e);
        }
    }
}
