package dev.pgsonde.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball runs where it is unpacked, and what container and chart give to it is what it takes. */
class ContainerIT {
    private static final Map<String, String> PASSWORD = Map.of("PGSONDE_PASSWORD", "x");

    @TempDir
    private Path folder;

    private Path launcher = Path.of("");

    @BeforeEach
    void unpack() throws IOException {
        Shell.run("tar", "xzf", Packed.built(".tar.gz").toString(), "-C", folder.toString())
                .succeeded();
        launcher = folder.resolve("pgsonde-agent-" + version() + "/bin/pgsonde-agent");
    }

    @Test
    void theConfigurationOfComposeIsTaken() {
        Path config = Path.of("container/agent.yaml").toAbsolutePath();
        assertThat(validate(config, PASSWORD).succeeded()).isEmpty();
        assertThat(validate(config, Map.of()).said())
                .isEqualTo("pgsonde agent: " + config
                        + ": /postgres/password wants the environment variable PGSONDE_PASSWORD, which is not set\n");
    }

    @Test
    void anOldJavaIsRefusedInOneLine() throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
        Shell.run("chmod", "755", java.toString()).succeeded();
        String script =
                Files.readString(launcher).replace("$(command -v java)", "").replace("/usr/lib/jvm/*/bin/java", "");
        Path elsewhere = Files.writeString(folder.resolve("launcher"), script);
        Shell.Outcome outcome = Shell.run(
                Map.of("JAVA_HOME", folder.resolve("jdk").toString()), List.of("sh", elsewhere.toString(), "--help"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.said())
                .isEqualTo("pgsonde-agent: Java 17 or newer is needed, and these are older: " + java + "\n");
    }

    @Test
    void composeMakesEveryTopicOfTheCatalogue() throws IOException {
        assertThat(Files.readAllLines(Path.of("container/topics.sh")))
                .containsAll(
                        Topics.standard().all().stream().map(ContainerIT::line).toList());
    }

    private static String line(Topic<?> topic) {
        Duration keep = topic.retention().keep();
        String cleanup = keep == null ? "compact" : topic.retention().compacted() ? "compact,delete" : "delete";
        return topic.name() + " " + (keep == null ? -1 : keep.toMillis()) + " " + cleanup;
    }

    @Test
    void theHealthCheckAsksWhereTheConfigurationSays() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] status = {200};
        server.createContext("/healthz", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        Path config = folder.resolve("agent.yaml");
        Files.writeString(
                config, "source: a\nlisten: \"0.0.0.0:" + server.getAddress().getPort() + "\" # all\n");
        try {
            assertThat(healthy(config)).isZero();
            status[0] = 503;
            assertThat(healthy(config)).isNotZero();
        } finally {
            server.stop(0);
        }
        assertThat(healthy(config)).isNotZero();
        Files.writeString(config, "source: a\n# listen: 127.0.0.1:1\n");
        assertThat(healthy(config)).isZero();
    }

    private static int healthy(Path config) {
        return Shell.run("container/healthy", config.toString()).code();
    }

    @Test
    void theChartIsOfThisVersion() throws IOException {
        assertThat(Files.readAllLines(Path.of("helm/pgsonde-agent/Chart.yaml")))
                .contains("version: " + version(), "appVersion: " + version());
        assertThat(Files.readString(Path.of("container/Dockerfile"))).contains("ARG VERSION=" + version() + "\n");
    }

    @Test
    void helmRendersAConfigurationThatIsTaken() throws IOException {
        String helm = System.getenv().getOrDefault("PGSONDE_HELM", "helm");
        assumeTrue(Shell.has(helm), "no helm here; name one in PGSONDE_HELM");
        String chart = "helm/pgsonde-agent";
        String values = "helm/example-values.yaml";
        Shell.run(helm, "lint", "--strict", chart, "-f", values).succeeded();
        String rendered =
                Shell.run(helm, "template", "orders", chart, "-f", values).succeeded();
        assertThat(rendered).contains("kind: Deployment", "kind: PodMonitor", "kind: NetworkPolicy");
        String config = rendered.replaceFirst("(?s).*\n  agent\\.yaml: \\|\n(.*?)\n---.*", "$1")
                .indent(-4);
        Path file = Files.writeString(folder.resolve("agent.yaml"), config);
        assertThat(validate(file, PASSWORD).succeeded()).isEmpty();
        Shell.Outcome unset = Shell.run(helm, "template", "orders", chart);
        assertThat(unset.code()).isNotZero();
        assertThat(unset.said()).contains("/config/source", "/config/postgres/url");
    }

    private Shell.Outcome validate(Path config, Map<String, String> environment) {
        return Shell.run(environment, List.of(launcher.toString(), "validate", "--config", config.toString()));
    }

    private static String version() throws IOException {
        return Packed.built(".tar.gz").toString().replaceFirst(".*/pgsonde-agent-(.*)\\.tar\\.gz", "$1");
    }
}
