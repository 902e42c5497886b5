package dev.pgsonde.collect.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.Endpoint;
import dev.pgsonde.collect.config.Passwords;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportRulesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "db.example,          -,         -,           WARNING",
                "db.example,          -,         prefer,      WARNING",
                "db.example,          -,         disable,     WARNING",
                "10.0.0.7,            -,         allow,       WARNING",
                "db.example,          -,         require,     FINE",
                "db.example,          -,         verify-full, FINE",
                "localhost,           -,         -,           FINE",
                "127.0.0.3,           -,         disable,     FINE",
                "::1,                 -,         prefer,      FINE",
                "db.example,          127.0.0.1, prefer,      FINE",
                "localhost,           10.0.0.7,  prefer,      WARNING",
                "/var/run/postgresql, -,         disable,     FINE",
            })
    void whatLeavesThisMachineForPostgresIsEncrypted(String host, String ip, String mode, Grade grade) {
        Address address = new Address(
                List.of(new Endpoint(host, 5432, ip)),
                "app",
                "sonde",
                Passwords.of(null),
                mode == null ? Map.of() : Map.of("sslmode", mode));
        assertThat(TransportRules.postgres(address).grade()).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "k1.example:9092                | -              | WARNING",
                "localhost:9092,k1.example:9092 | PLAINTEXT      | WARNING",
                "k1.example:9092                | SASL_PLAINTEXT | WARNING",
                "k1.example:9092                | SASL_SSL       | FINE",
                "localhost:9092, 127.0.0.1:9093 | -              | FINE",
                "[::1]:9092                     | PLAINTEXT      | FINE",
            })
    void whatLeavesThisMachineForKafkaIsEncrypted(String servers, String protocol, Grade grade) {
        Map<String, String> kafka = protocol == null
                ? Map.of("bootstrap.servers", servers)
                : Map.of("bootstrap.servers", servers, "security.protocol", protocol);
        Finding finding = TransportRules.kafka(kafka);
        assertThat(finding.grade()).isEqualTo(grade);
        assertThat(finding.fix().isEmpty()).isEqualTo(grade == Grade.FINE);
    }
}
