package dev.pgsonde.local.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

/** Where a Kafka is, and how its clients log in; without a password they need not. */
public record KafkaAccess(String bootstrap, @Nullable String password) {
    static final String USER = "pgsonde";

    private static final String PROTOCOL = "SASL_PLAINTEXT";
    private static final String MECHANISM = "SCRAM-SHA-512";

    /** One of our own, with a password that nobody else knows. */
    static KafkaAccess here(int port) {
        return new KafkaAccess("127.0.0.1:" + port, RandomPassword.make());
    }

    /** A Kafka that takes whoever comes. */
    public static KafkaAccess open(String bootstrap) {
        return new KafkaAccess(bootstrap, null);
    }

    int port() {
        return Integer.parseInt(bootstrap.substring(bootstrap.lastIndexOf(':') + 1));
    }

    /** What a client must be told, the address first. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        if (password != null) {
            settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, PROTOCOL);
            settings.put(SaslConfigs.SASL_MECHANISM, MECHANISM);
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(password));
        }
        return settings;
    }

    private static String jaas(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password + "\";";
    }

    /** As the section {@code kafka} of our own configurations. */
    public String yaml() {
        return settings().entrySet().stream()
                .map(setting -> setting.getKey() + ": '" + setting.getValue() + "'")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** As Kafka's own tools take it. */
    String properties() {
        return lines(settings());
    }

    /** As kcat and other programs upon librdkafka take it. */
    String kcat() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        if (password != null) {
            settings.put("security.protocol", PROTOCOL);
            settings.put("sasl.mechanisms", MECHANISM);
            settings.put("sasl.username", USER);
            settings.put("sasl.password", password);
        }
        return lines(settings);
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return bootstrap;
    }
}
