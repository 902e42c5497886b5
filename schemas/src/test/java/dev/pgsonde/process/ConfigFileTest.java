package dev.pgsonde.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    record Settings(String name, Duration every, Map<String, String> kafka) {}

    private final Path folder;

    ConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void valuesMayStandInTheEnvironmentOrInAFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");

        Settings settings = read("""
                name: ${NAME}
                every: 10s
                kafka: {sasl.jaas.config: "pass=${file:%s}"}
                """.formatted(secret));

        assertThat(settings)
                .isEqualTo(new Settings("orders", Duration.ofSeconds(10), Map.of("sasl.jaas.config", "pass=hunter2")));
    }

    @Test
    void aMisspeltKeyStopsTheStart() {
        assertThatThrownBy(() -> read("nmae: x"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("unknown key nmae; known here: every, kafka, name");
    }

    @Test
    void aMissingVariableIsNamed() {
        assertThatThrownBy(() -> read("name: ${MISSING}"))
                .hasMessageEndingWith("/name wants the environment variable MISSING, which is not set");
    }

    @Test
    void aWrongDurationSaysHowToWriteOne() {
        assertThatThrownBy(() -> read("every: soon")).hasMessageContaining("every: not a duration: soon");
    }

    @Test
    void aFileThatIsNoYamlNamesTheLine() {
        assertThatThrownBy(() -> read("name: [1")).hasMessageContaining("line ");
        assertThatThrownBy(() -> read("just text")).hasMessageContaining("not a YAML mapping");
    }

    @Test
    void aKeyThatIsThereTwiceIsNamedWithItsLineAtEveryDepth() {
        assertThatThrownBy(() -> read("name: a\nevery: 10s\nname: b\n"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "config.yaml: line 3: the key name is there a second time; leave one of them out");
        assertThatThrownBy(() -> read("name: a\nkafka:\n  acks: all\n  linger.ms: 5\n  acks: 1\n"))
                .hasMessageEndingWith(
                        "config.yaml: line 5: the key acks is there a second time; leave one of them out");
        assertThatThrownBy(() -> read("kafka: {acks: all, acks: 1}\n"))
                .hasMessageContaining("line 1: the key acks is there a second time");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("absent.yaml"), Settings.class, Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("absent.yaml");
    }

    private Settings read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
        return ConfigFile.read(file, Settings.class, Map.of("NAME", "orders"));
    }
}
