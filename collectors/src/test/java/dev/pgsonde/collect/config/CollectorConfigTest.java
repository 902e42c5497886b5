package dev.pgsonde.collect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectorConfigTest {
    private static final String LEAST = """
            source: orders
            postgres: {url: "postgresql://sonde@db:5433/app", password: "${PASSWORD}"}
            kafka: {bootstrap.servers: "kafka:9092"}
            """;

    private final Path directory;

    CollectorConfigTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theExampleIsAsDocumented() {
        CollectorConfig config = ConfigFile.read(
                Path.of("collector.example.yaml"), CollectorConfig.class, Map.of("PGSONDE_PASSWORD", "geheim"));
        assertThat(config.every()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.capture()).isEqualTo(new CaptureConfig("pgsonde", "pgsonde", Size.parse("512MB"), false));
        assertThat(config.secrets()).contains(new Secret("geheim"));
    }

    @Test
    void whatIsLeftOutHasADefault() throws IOException {
        CollectorConfig config = read(LEAST);
        assertThat(config.every()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.fullEvery()).isEqualTo(30);
        assertThat(config.limits().statement()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.capture()).isNull();
        assertThat(Discovery.of(config.postgres(), new FakeSources()).address())
                .isEqualTo(new Address(
                        List.of(new Endpoint("db", 5433)),
                        "app",
                        "sonde",
                        Passwords.of(new Secret("geheim")),
                        Map.of()));
    }

    @Test
    void shortRoundsHaveShortStatements() throws IOException {
        assertThat(read(LEAST + "every: 1s\n").limits().statement()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void nothingPrintsThePassword() throws IOException {
        assertThat(read(LEAST).toString()).doesNotContain("geheim");
        assertThat(read(LEAST.replace("sonde@", "sonde:geheim@")).toString()).doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            evry: 10s                                       | unknown key evry
            every: ten                                      | not a duration: ten
            full_every: 0                                   | full_every counts rounds
            timeouts: {statement: 20s}                      | timeouts must be in this order
            timeouts: {lock: 3s}                            | timeouts must be in this order
            timeouts: {socket: 10s}                         | timeouts must be in this order
            capture: {slot: debezium}                       | must not be anybody else's
            capture: {max_retained: 512}                    | max_retained
            capture: {slots: 1}                             | unknown key capture.slots
            """)
    void aMistakeIsNamed(String line, String message) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> read(LEAST + line + "\n"))
                .withMessageContaining(message)
                .withMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db/app", "orders"})
    void aUrlThatCannotWorkIsRefused(String url) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> read(LEAST.replace("postgresql://sonde@db:5433/app", url)))
                .withMessageContaining("neither postgresql://");
    }

    @Test
    void thePostgresSectionMayBeEmptyButNotMissing() throws IOException {
        String kafka = "source: orders\nkafka: {bootstrap.servers: \"kafka:9092\"}\n";
        assertThat(read(kafka + "postgres: {}\n").postgres()).isEqualTo(new PostgresConfig(null, null, null, null));
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> read(kafka))
                .withMessageContaining("postgres is missing");
    }

    @Test
    void sizesAreAsPostgresWritesThem() {
        assertThat(Size.parse("512MB").bytes()).isEqualTo(512L * 1024 * 1024);
        assertThat(Size.parse("2 GB").bytes()).isEqualTo(2L * 1024 * 1024 * 1024);
    }

    private CollectorConfig read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("collector.yaml"), yaml);
        return ConfigFile.read(file, CollectorConfig.class, Map.of("PASSWORD", "geheim"));
    }
}
