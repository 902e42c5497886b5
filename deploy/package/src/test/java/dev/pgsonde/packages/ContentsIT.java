package dev.pgsonde.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the archives is what should be, and nothing else. */
class ContentsIT {
    private static Packed.Debian debian = new Packed.Debian(nothing(), nothing());
    private static Packed tarball = nothing();

    private static Packed nothing() {
        return new Packed(new TreeMap<>());
    }

    @BeforeAll
    static void read() throws IOException {
        debian = Packed.Debian.read(Packed.built(".deb"));
        tarball = Packed.tarball(Packed.built(".tar.gz"));
    }

    @Test
    void bothHoldTheSameJarsAndOneOfEachOfOurs() throws IOException {
        List<String> jars = jars(debian.data());
        assertThat(jars).isEqualTo(jars(tarball)).hasSizeBetween(25, 50);
        assertThat(jars.stream().filter(jar -> jar.startsWith("pgsonde-")))
                .satisfiesExactly(jar -> assertThat(jar).startsWith("pgsonde-collectors-"), jar -> assertThat(jar)
                        .startsWith("pgsonde-schemas-"));
        assertThat(jars)
                .noneMatch(jar -> jar.matches("(junit|assertj|jetty|jersey|hk2|jakarta|jaxb|javassist|plexus).*"));
        try (Stream<Path> files = Files.list(Path.of("../../collectors/target/lib"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("what the agent runs on here; after a change of versions: mvn clean")
                    .containsExactlyInAnyOrderElementsOf(jars);
        }
    }

    @Test
    void theControlFileNamesWhatDebianMustHave() {
        String version = Path.of("target")
                .toAbsolutePath()
                .relativize(packageFile())
                .toString()
                .replaceFirst("pgsonde-agent_(.*)_all.deb", "$1");
        assertThat(debian.control().entry("control").text())
                .contains("Package: pgsonde-agent\n")
                .contains("Version: " + version + "\n")
                .contains("Architecture: all\n")
                .contains("Depends: default-jre-headless (>= 2:1.17) | java17-runtime-headless, adduser\n")
                .containsPattern("Installed-Size: [1-9]\\d{4}\n");
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+(~SNAPSHOT)?");
    }

    @Test
    void whatPeopleEditIsAConffileAndTheirs() {
        assertThat(debian.control().entry("conffiles").text().lines())
                .containsExactly("/etc/default/pgsonde-agent", "/etc/pgsonde/agent.yaml");
        List<String> inEtc = debian.data().entries().entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith("etc/") && !entry.getValue().isDirectory())
                .map(entry -> "/" + entry.getKey())
                .toList();
        assertThat(inEtc).containsExactlyInAnyOrder("/etc/default/pgsonde-agent", "/etc/pgsonde/agent.yaml");
    }

    @Test
    void everythingIsRootsAndOnlyTheConfigurationIsHidden() {
        assertThat(debian.data().entries().values())
                .allMatch(entry -> entry.owner().equals("0:0"));
        String unusual = debian.data().entries().entrySet().stream()
                .filter(entry -> entry.getValue().linkTarget().isEmpty())
                .filter(entry -> entry.getValue().mode() != (entry.getValue().isDirectory() ? 0755 : 0644))
                .map(entry -> Integer.toOctalString(entry.getValue().mode()) + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining("\n"));
        assertThat(unusual).isEqualTo("""
                640 etc/pgsonde/agent.yaml
                750 etc/pgsonde
                755 usr/share/pgsonde-agent/bin/pgsonde-agent""");
        for (String script : List.of("postinst", "prerm", "postrm")) {
            assertThat(debian.control().entry(script).mode()).isEqualTo(0755);
        }
        assertThat(debian.data().entry("usr/bin/pgsonde-agent").linkTarget())
                .isEqualTo("../share/pgsonde-agent/bin/pgsonde-agent");
    }

    @Test
    void theTarballIsOneDirectoryThatRunsWhereItIsUnpacked() {
        assertThat(tarball.entries().keySet().stream().map(path -> path.split("/", 2)[0]))
                .containsOnly(directory());
        assertThat(tarball.entry(directory() + "/bin/pgsonde-agent").mode()).isEqualTo(0755);
        assertThat(tarball.entry(directory() + "/agent.example.yaml").text()).contains("source:");
        assertThat(tarball.entry(directory() + "/LICENSE").text()).contains("Apache License");
    }

    @Test
    void everyLibraryIsInTheNoticeAndInTheBillOfMaterials() {
        String notice = tarball.entry(directory() + "/NOTICE").text();
        String bill = tarball.entry(directory() + "/sbom.cdx.json").text();
        assertThat(debian.data().entry("usr/share/doc/pgsonde-agent/NOTICE").text())
                .isEqualTo(notice);
        assertThat(debian.data()
                        .entry("usr/share/doc/pgsonde-agent/sbom.cdx.json")
                        .text())
                .isEqualTo(bill);
        assertThat(notice).doesNotContainIgnoringCase("unknown license");
        jars(tarball).stream().filter(jar -> !jar.startsWith("pgsonde-")).forEach(jar -> {
            String name = jar.replaceFirst("-\\d.*", "");
            assertThat(notice).containsPattern("\\) [\\w.-]+:" + name + ":\\d");
            assertThat(bill).contains("/" + name + "@");
        });
    }

    private static String directory() {
        return tarball.entries().keySet().iterator().next().split("/", 2)[0];
    }

    private static Path packageFile() {
        try {
            return Packed.built(".deb");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> jars(Packed archive) {
        return archive.entries().keySet().stream()
                .filter(path -> path.endsWith(".jar"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }
}
