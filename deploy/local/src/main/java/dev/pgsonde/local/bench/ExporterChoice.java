package dev.pgsonde.local.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exporter to compare with: what we call it, where it is, and what it calls itself. */
record ExporterChoice(String name, Path binary, String version) {
    static final String OF_DEBIAN = "exporter";
    static final String NEWER = "newer-exporter";
    static final String NOT_INSTALLED = "not installed: apt-get install prometheus-postgres-exporter";

    private static final Path DEBIANS = Path.of("/usr/bin/prometheus-postgres-exporter");

    /** With all that it can be told to collect of statements, tables and indexes. */
    private static final List<String> EVERYTHING = List.of(
            "--collector.stat_statements",
            "--collector.stat_statements.limit=10000",
            "--collector.stat_user_tables",
            "--collector.statio_user_tables",
            "--collector.statio_user_indexes");

    /** The one that Debian packages, when it is installed. */
    static Optional<ExporterChoice> ofDebian() {
        return Files.isExecutable(DEBIANS) ? Optional.of(of(OF_DEBIAN, DEBIANS)) : Optional.empty();
    }

    static Optional<ExporterChoice> newer(@Nullable Path binary) {
        return Optional.ofNullable(binary).map(path -> of(NEWER, path));
    }

    private static ExporterChoice of(String name, Path binary) {
        return new ExporterChoice(
                name,
                binary,
                output(binary, "--version").lines().findFirst().orElse("").replaceAll(" \\(.*", ""));
    }

    /** Of the flags that ask for everything those that this version has. */
    List<String> everything() {
        return known(output(binary, "--help"));
    }

    /** Newer ones tell a flag as {@code --[no-]collector.wal}. */
    static List<String> known(String help) {
        return EVERYTHING.stream()
                .filter(flag -> help.contains(flag.substring(2).replaceAll("=.*", "")))
                .toList();
    }

    private static String output(Path binary, String flag) {
        try {
            Process process = new ProcessBuilder(binary.toString(), flag)
                    .redirectErrorStream(true)
                    .start();
            try (InputStream out = process.getInputStream()) {
                return new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
