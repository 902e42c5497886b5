package dev.pgsonde.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, of a project that is built, with a Java that copies its standard input. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "pgsonde");
    private static final List<String> JARS = List.of(
            "collectors/target/lib/pgsonde-schemas-1.jar",
            "collectors/target/lib/pgsonde-collectors-1.jar",
            "streams/target/lib/pgsonde-schemas-1.jar",
            "streams/target/lib/pgsonde-streams-1.jar",
            "deploy/kafka/target/lib/pgsonde-kafka-1.jar",
            "deploy/druid/target/lib/pgsonde-druid-1.jar",
            "deploy/local/target/lib/pgsonde-schemas-1.jar",
            "deploy/local/target/lib/pgsonde-streams-1.jar",
            "deploy/local/target/lib/pgsonde-local-1.jar",
            "deploy/local/target/postgres/postgres-18.jar");

    private final Path root;

    LauncherTest(@TempDir Path root) {
        this.root = root;
    }

    @BeforeEach
    void build() throws IOException {
        for (String jar : JARS) {
            write(jar, "");
        }
        write("java/release", "JAVA_VERSION=\"17.0.1\"\n");
        runnable(write("java/bin/java", "#!/bin/sh\necho \"java got:\"\nexec cat\n"));
        runnable(write("deploy/pgsonde", Files.readString(LAUNCHER)));
    }

    @Test
    void standardInputReachesTheProgramFromTheBackgroundOfAScript() throws Exception {
        assertThat(script("cat series.csv | deploy/pgsonde detect - >told 2>&1 &\nwait\ncat told\n"))
                .isEqualTo("java got:\nt,value\n1,2\n");
        assertThat(script("deploy/pgsonde detect - <series.csv >told 2>&1 &\nwait\ncat told\n"))
                .isEqualTo("java got:\nt,value\n1,2\n");
    }

    @Test
    void andFromItsForeground() throws Exception {
        assertThat(script("cat series.csv | deploy/pgsonde detect -\n")).isEqualTo("java got:\nt,value\n1,2\n");
    }

    private String script(String text) throws IOException, InterruptedException {
        write("series.csv", "t,value\n1,2\n");
        Path script = write("script", text);
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile());
        bash.environment().put("JAVA_HOME", root.resolve("java").toString());
        Process running = bash.start();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(root.resolve("output"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void runnable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
