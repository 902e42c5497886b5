package dev.pgsonde.local.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    private static final long NOBODY = Integer.MAX_VALUE; // beyond any pid that Linux gives

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void isFoundWhileItsProcessRuns() {
        RunFile run = run(ProcessHandle.current().pid(), "127.0.0.1:9092");
        try (RunFile.Published published = run.publish(directory)) {
            assertThat(published.file()).exists();
            assertThat(RunFile.onlyOne(directory)).isEqualTo(run);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void ofAProcessThatDiedIsNobodys() {
        try (RunFile.Published left = run(NOBODY, "127.0.0.1:1").publish(directory)) {
            assertThat(left.file()).exists();
            assertThatThrownBy(() -> RunFile.onlyOne(directory))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("no pgsonde demo is running");
        }
    }

    @Test
    void oneOfTwoHasToBeNamed() {
        long other = ProcessHandle.current().parent().orElseThrow().pid();
        try (RunFile.Published one =
                        run(ProcessHandle.current().pid(), "127.0.0.1:9092").publish(directory);
                RunFile.Published two = run(other, "127.0.0.1:9093").publish(directory)) {
            assertThat(one.file()).isNotEqualTo(two.file());
            assertThatThrownBy(() -> RunFile.onlyOne(directory))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("127.0.0.1:9092")
                    .hasMessageContaining("127.0.0.1:9093");
            assertThat(RunFile.at(directory, "127.0.0.1:9093"))
                    .map(RunFile::pid)
                    .hasValue(other);
        }
    }

    @Test
    void anotherVersionsFileIsPassedOver() throws IOException {
        Files.writeString(directory.resolve("1.json"), "{broken");
        assertThatThrownBy(() -> RunFile.onlyOne(directory)).isInstanceOf(UserError.class);
    }

    @Test
    void standsWhereTheUserKeepsSuchThings() {
        assertThat(RunFile.folder(Map.of("XDG_RUNTIME_DIR", directory.toString())))
                .isEqualTo(directory.resolve("pgsonde"));
        assertThat(RunFile.folder(Map.of("HOME", "/home/ada"))).isEqualTo(Path.of("/home/ada/.cache/pgsonde/running"));
    }

    private static RunFile run(long pid, String bootstrap) {
        return new RunFile(pid, bootstrap, "pgsonde-streams", "PT5S", "window: PT5S\n", null, null);
    }
}
