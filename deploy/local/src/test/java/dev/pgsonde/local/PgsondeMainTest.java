package dev.pgsonde.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.local.stack.TestSurroundings;
import dev.pgsonde.local.stack.ToldProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PgsondeMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutACommandThereIsNothingToDo() {
        assertThat(run()).isEqualTo(2);
        assertThat(err).hasToString("pgsonde: a command is missing (try pgsonde --help)\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bogus",
                "up",
                "up --bogus",
                "up --postgres nonsense",
                "up --postgres postgresql://me@127.0.0.1/db --every x",
                "up --postgres postgresql://me@127.0.0.1/db --every 7",
                "up --postgres postgresql://me@127.0.0.1/db,postgresql://you@127.0.0.1/db",
                "demo --bogus",
                "demo --postgres-major twelve",
                "replay",
                "alerts --state burning",
                "ack",
                "silence",
                "silence --source orders",
                "silence --source orders --for 2h --severity loud",
                "explain",
                "explain --source orders",
                "explain 0011 --source orders --metric m",
                "bench nonsense",
                "bench bytes --postgres-major 12"
            })
    void wrongUsageIsOneLineAndItsOwnExitCode(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).startsWith("pgsonde: ").endsWith("--help)\n").satisfies(text -> assertThat(
                        text.lines())
                .hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "up --help",
                "demo --help",
                "record --help",
                "replay --help",
                "alerts --help",
                "ack --help",
                "silence --help",
                "explain --help",
                "bench --help"
            })
    void helpEverywhere(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isZero();
        assertThat(out.toString()).isNotBlank();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void benchmarksAreListed() {
        assertThat(run("bench")).isZero();
        assertThat(out.toString()).contains("agent  ", "databases  ", "bytes  ");
    }

    @Test
    void aPasswordInAUrlIsNeverShown() {
        assertThat(run("up", "--postgres", "postgresql://me:s3cret@@127.0.0.1:1/db?bogus=s3cret"))
                .isEqualTo(2);
        assertThat(err.toString()).isNotEmpty().doesNotContain("s3cret");
    }

    @Test
    void aDatabaseThatNobodyServesIsOneLine() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(run("up", "--postgres", "shop=postgresql://me:s3cret@127.0.0.1:" + port + "/shop"))
                .isEqualTo(1);
        assertThat(err)
                .hasToString("pgsonde: shop: nobody listens at 127.0.0.1:" + port
                        + "; is PostgreSQL running there, and does it listen on that address?\n");
    }

    private int run(String... arguments) {
        CommandLine command = PgsondeMain.commandLine(TestSurroundings.of(new ToldProgress()));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
