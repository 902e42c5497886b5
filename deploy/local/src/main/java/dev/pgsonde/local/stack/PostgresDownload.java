package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Has Maven fetch the jar of a PostgreSQL that is not part of the build, once. */
final class PostgresDownload {
    private static final Duration ATMOST = Duration.ofMinutes(5);
    private static final String ARTIFACT = "artifact";

    private PostgresDownload() {}

    static Path fetch(Workplace at, int major, String jar, Progress.Step step) {
        Properties versions = versions();
        String version = versions.getProperty(String.valueOf(major));
        if (version == null) {
            throw new UserError("there is no PostgreSQL " + major + " here; there are " + known(versions));
        }
        step.now("fetching version " + version);
        Path into = at.data().directory("download-" + major);
        String name = "fetch-postgres-" + major;
        String artifact = versions.getProperty(ARTIFACT) + ":" + version;
        Program maven = Program.tool(name, command(at, artifact, into), at.data());
        Child child = at.children().start(maven);
        if (child.awaitEnd(ATMOST) != 0) {
            throw new UserError("PostgreSQL " + version + " cannot be fetched by Maven: " + LastWords.of(child.log())
                    + " (log: " + child.log() + ")");
        }
        return keep(at.home().cache(), jar, into);
    }

    private static String known(Properties versions) {
        Set<String> majors = new TreeSet<>(versions.stringPropertyNames());
        majors.remove(ARTIFACT);
        return String.join(", ", majors);
    }

    private static List<String> command(Workplace at, String artifact, Path into) {
        return List.of(
                "mvn",
                "-B",
                "-q",
                "-ntp",
                "-N",
                "-f",
                at.home().in("pom.xml").toString(),
                "dependency:copy",
                "-Dartifact=" + artifact,
                "-DoutputDirectory=" + into);
    }

    /** Under another name first, so that a jar in the cache is always whole. */
    private static Path keep(Path cache, String jar, Path fetched) {
        try (Stream<Path> files = Files.list(fetched)) {
            Files.createDirectories(cache);
            Path unfinished = cache.resolve(jar + "." + ProcessHandle.current().pid());
            Files.copy(files.findFirst().orElseThrow(), unfinished, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(
                    unfinished,
                    cache.resolve(jar),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError(cache + " cannot take what was fetched: " + e.getMessage(), e);
        }
    }

    /** The exact version of each major, as the build knows them. */
    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = PostgresDownload.class.getResourceAsStream("postgres-versions.properties")) {
            if (in == null) {
                throw new IllegalStateException("postgres-versions.properties is not in our jar");
            }
            versions.load(in);
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
