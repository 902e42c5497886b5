package dev.pgsonde.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPipelinesTest {
    @TempDir
    private Path directory;

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void aPipelineRuns() throws IOException {
        environment = Map.of("XDG_RUNTIME_DIR", directory.toString());
        Path folder = Files.createDirectories(LocalPipelines.folder(environment));
        Path client = Files.writeString(
                directory.resolve("client.properties"),
                "bootstrap.servers=127.0.0.1:9092\nsecurity.protocol=SASL_PLAINTEXT\n");
        Files.writeString(
                folder.resolve("1.json"), "{\"bootstrap\": \"127.0.0.1:9092\", \"client_config\": \"" + client + "\"}");
    }

    @Test
    void itsLoginIsFoundByItsAddress() {
        assertThat(withLogin(Map.of("bootstrap.servers", "localhost:9092")))
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void anotherAddressHasAnotherLogin() {
        Map<String, String> other = Map.of("bootstrap.servers", "127.0.0.1:9093");
        assertThat(withLogin(other)).isEqualTo(other);
    }

    @Test
    void aLoginOfTheUsersOwnStays() {
        Map<String, String> own = Map.of("bootstrap.servers", "127.0.0.1:9092", "security.protocol", "SSL");
        assertThat(withLogin(own)).isEqualTo(own);
    }

    private Map<String, String> withLogin(Map<String, String> client) {
        return LocalPipelines.withLogin(client, environment);
    }
}
