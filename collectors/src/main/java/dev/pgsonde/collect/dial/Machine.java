package dev.pgsonde.collect.dial;

import dev.pgsonde.collect.config.ConnectionSources;
import dev.pgsonde.collect.config.Discovery;
import dev.pgsonde.collect.config.PostgresConfig;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of this machine, and the environment that it was handed. */
public final class Machine implements ConnectionSources {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Map<String, String> environment;

    public Machine(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Where the server is; what stands in the way is for the user to mend. */
    public Discovery discover(PostgresConfig config) {
        try {
            return Discovery.of(config, this);
        } catch (IllegalArgumentException e) {
            throw new UserError("connection settings of PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public String systemUser() {
        return System.getProperty("user.name");
    }

    @Override
    public Path home() {
        return Path.of(variable("HOME").orElse(System.getProperty("user.home")));
    }

    @Override
    public boolean exists(Path file) {
        return Files.exists(file);
    }

    @Override
    public boolean isPrivate(Path file) {
        try {
            return Files.isRegularFile(file) && OWNERS.containsAll(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public Optional<String> read(Path file) {
        try {
            // a key in DER is no text, and is only looked at to find that out
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** {@code createTempFile} lets nobody but its owner in. */
    @Override
    public Path keep(String secret) {
        try {
            Path file = Files.createTempFile("pgsonde-", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, secret);
        } catch (IOException e) {
            throw new UserError("a private key cannot be kept in a file of " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    private static UserError unreadable(Path file, IOException e) {
        return new UserError(file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
}
