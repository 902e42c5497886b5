package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ctrl-C, at a moment of the start or another: nothing is left, and the exit code says why. */
class InterruptIT {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    /** How far the start has come. */
    enum Moment {
        FIRST_CHILD(""),
        KAFKA("Kafka: 127.0.0.1"),
        POSTGRES("PostgreSQL 18: 127.0.0.1");

        private final String said;

        Moment(String said) {
            this.said = said;
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void nothingIsLeft(Moment moment) throws IOException, InterruptedException {
        Path data = Path.of(
                "/tmp", "pgsonde-it-" + moment + "-" + ProcessHandle.current().pid());
        Path output = folder.resolve("output");
        Process demo = start(data, output);
        try {
            await().atMost(TO_START)
                    .until(() -> demo.descendants().findAny().isPresent()
                            && Files.readString(output).contains(moment.said));
            List<ProcessHandle> children = demo.descendants().toList();
            interrupt(demo);
            assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(INTERRUPTED);
            await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(data).doesNotExist();
            assertThat(Files.readString(output)).doesNotContain("Exception");
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }

    private static Process start(Path data, Path output) throws IOException {
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=dev/pgsonde/local/logback.xml",
                        "-Dpgsonde.home=" + TestSurroundings.repository(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "dev.pgsonde.local.PgsondeMain",
                        "demo",
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()))
                .start();
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
