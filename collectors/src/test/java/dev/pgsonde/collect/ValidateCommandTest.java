package dev.pgsonde.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private static final String GOOD = """
            source: orders
            postgres: {url: "postgresql://pgsonde@127.0.0.1:5432/orders"}
            kafka: {bootstrap.servers: "127.0.0.1:9092"}
            """;

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void aGoodConfigurationIsPassedInSilence() throws IOException {
        assertThat(validate(write("orders.yaml", GOOD))).isZero();
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void aFileOfNothingButCommentsIsToldToBeFilledIn() throws IOException {
        Path file = write("orders.yaml", "# source: orders\n");
        assertThat(validate(file)).isEqualTo(1);
        assertThat(said.toString().lines())
                .containsExactly("pgsonde agent: " + file + ": has only comments as yet; fill in its keys");
    }

    @Test
    void eachBadFileOfADirectoryHasOneLine() throws IOException {
        Path bad = write("a.yaml", GOOD + "evry: 10s\n");
        write("b.yaml", GOOD);
        Path worse = write("c.yaml", "source: orders\n");
        write("notes.txt", "not for the agent");
        assertThat(validate(folder)).isEqualTo(1);
        assertThat(said.toString().lines())
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains(bad.toString(), "unknown key evry"),
                        line -> assertThat(line).contains(worse.toString(), "postgres is missing"));
    }

    @Test
    void twoFilesAboutOneSourceAreRefusedAsTheAgentRefusesThem() throws IOException {
        Path first = write("a.yaml", GOOD);
        Path second = write("b.yaml", GOOD);
        assertThat(validate(folder)).isEqualTo(1);
        assertThat(said.toString().lines())
                .containsExactly("pgsonde agent: " + second + ": the source orders is in " + first
                        + " already; give each server a name of its own");
    }

    @Test
    void aDirectoryWithoutConfigurationsIsRefused() {
        assertThat(validate(folder)).isEqualTo(1);
        assertThat(said.toString().lines())
                .containsExactly("pgsonde agent: " + folder + ": holds no *.yaml; put a configuration there");
    }

    @Test
    void severalFilesMayBeNamed() throws IOException {
        assertThat(validate(write("a.yaml", GOOD), folder.resolve("absent.yaml")))
                .isEqualTo(1);
        assertThat(said.toString()).contains("absent.yaml").contains("cannot be read");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int validate(Path... paths) {
        List<String> arguments = new ArrayList<>(List.of("validate"));
        for (Path path : paths) {
            arguments.addAll(List.of("--config", path.toString()));
        }
        return CollectorMain.commandLine()
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
    }
}
