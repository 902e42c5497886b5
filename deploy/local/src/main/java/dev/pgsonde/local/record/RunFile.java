package dev.pgsonde.local.record;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pgsonde.process.LocalPipelines;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a running local pipeline can be found: its addresses, and which file holds its password, in a file of the user's
 * own, there while the process runs. {@code streams} is as in {@link Header}; no secret stands here.
 */
public record RunFile(
        long pid,
        String bootstrap,
        String group,
        String window,
        String streams,
        @Nullable String druid,
        @Nullable String clientConfig) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Where the run files of this user are. */
    public static Path folder(Map<String, String> environment) {
        return LocalPipelines.folder(environment);
    }

    /** Closing what is returned takes the file away. */
    public Published publish(Path folder) {
        Path file = folder.resolve(pid + ".json");
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(
                    folder,
                    pid + ".",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            file.toFile().deleteOnExit(); // Ctrl-C closes nothing
            return new Published(file);
        } catch (IOException e) {
            throw new UserError(folder + ": cannot be written (" + e.getMessage() + ")", e);
        }
    }

    /** The only pipeline of this user that runs; which one is meant has to be said when there is none or more than one. */
    public static RunFile onlyOne(Path folder) {
        List<RunFile> running = running(folder);
        if (running.isEmpty()) {
            throw new UserError("no pgsonde demo is running here; say where Kafka is: --bootstrap HOST:PORT");
        }
        if (running.size() > 1) {
            throw new UserError("more than one pgsonde runs here; say which one is meant: --bootstrap "
                    + String.join(
                            " or ", running.stream().map(RunFile::bootstrap).toList()));
        }
        return running.get(0);
    }

    /** The pipeline of this user at {@code bootstrap}, if there is one. */
    static Optional<RunFile> at(Path folder, String bootstrap) {
        String address = LocalPipelines.address(bootstrap);
        return running(folder).stream()
                .filter(run -> run.bootstrap().equals(address))
                .findFirst();
    }

    Pipeline pipeline() {
        return clientConfig == null ? Pipeline.at(bootstrap) : Pipeline.at(bootstrap, Path.of(clientConfig));
    }

    private static List<RunFile> running(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .filter(run -> ProcessHandle.of(run.pid()).isPresent())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that is being taken away, or is of another version, is nobody's address. */
    private static Optional<RunFile> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), RunFile.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A run file that is there until this is closed. */
    public record Published(Path file) implements AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
