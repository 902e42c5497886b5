package dev.pgsonde.local.record;

import dev.pgsonde.local.stack.KafkaAccess;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.RegistrySettings;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.BytesDeserializer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;

/** Where the Kafka of a pipeline is, and what its clients must know beside the address: TLS, SASL, a schema registry. */
public record Pipeline(String bootstrap, Map<String, String> clientSettings) {
    private static final int PATIENCE_MS = 10_000;
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;

    public Pipeline {
        clientSettings = Map.copyOf(clientSettings);
    }

    /** Its records' framing: a registry's where the settings name one, as the agent and the streams are told of it. */
    public Framing framing() {
        try {
            return Framing.of(RegistrySettings.of(clientSettings), Topics.standard());
        } catch (IllegalArgumentException e) {
            throw new UserError("schema.registry: " + e.getMessage(), e);
        }
    }

    /** The same, with a schema registry at {@code url}. */
    public Pipeline withRegistry(String url) {
        Map<String, String> settings = new HashMap<>(clientSettings);
        settings.put("schema.registry.url", url);
        return new Pipeline(bootstrap, settings);
    }

    public static Pipeline at(String bootstrap) {
        return new Pipeline(bootstrap, Map.of());
    }

    public static Pipeline at(KafkaAccess kafka) {
        return new Pipeline(kafka.bootstrap(), kafka.settings());
    }

    /** {@code clientConfig} is a properties file as Kafka's own tools take it. */
    public static Pipeline at(String bootstrap, Path clientConfig) {
        return new Pipeline(bootstrap, read(clientConfig));
    }

    /** The file names the address as well. */
    public static Pipeline at(Path clientConfig) {
        Map<String, String> settings = read(clientConfig);
        String bootstrap = settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (bootstrap == null) {
            throw new UserError(clientConfig + ": has no bootstrap.servers; say where Kafka is: --bootstrap HOST:PORT");
        }
        return new Pipeline(bootstrap, settings);
    }

    private static Map<String, String> read(Path clientConfig) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(clientConfig)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(clientConfig + ": cannot be read as a properties file", e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** Sees what is committed, and nothing else. */
    public Consumer<Bytes, Bytes> consumer() {
        Map<String, Object> settings = settings();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return open(() -> new KafkaConsumer<>(settings, new BytesDeserializer(), new BytesDeserializer()));
    }

    /**
     * Writes each record once, and each key's records in the order in which they were sent. With several requests on their way
     * a partition that has just got its leader may refuse the first and take the second, and then refuses the first for ever.
     */
    public Producer<Bytes, Bytes> producer() {
        Map<String, Object> settings = settings();
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordLimits.LARGEST_RECORD);
        return open(() -> new KafkaProducer<>(settings, new BytesSerializer(), new BytesSerializer()));
    }

    Admin admin() {
        Map<String, Object> settings = settings();
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return open(() -> Admin.create(settings));
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(RegistrySettings.others(clientSettings));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return settings;
    }

    /** A wrong address, a missing trust store: all of it shows when a client is made, some levels down. */
    private <C> C open(Supplier<C> client) {
        try {
            return client.get();
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UserError("Kafka at " + bootstrap + ": " + cause.getMessage(), e);
        }
    }

    /** What Kafka answers to an administrator, once it does. */
    public static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UserError("Kafka: " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
