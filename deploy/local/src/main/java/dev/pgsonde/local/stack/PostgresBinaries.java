package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A PostgreSQL of some major version, out of a jar: those of the clone, and others that Maven fetches when asked for. */
final class PostgresBinaries {
    /** Each needs a dictionary of eight megabytes, and there may be many servers. */
    private static final Semaphore UNPACKING = new Semaphore(4);

    private PostgresBinaries() {}

    /** Puts bin, lib and share into {@code into}, for everyone to read. */
    static void unpack(Workplace at, int major, Path into, Progress.Step step) {
        Path jar = jar(at, major, step);
        step.now("waiting for others to be unpacked");
        UNPACKING.acquireUninterruptibly();
        step.now("unpacking");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new UserError(jar + " holds no PostgreSQL; delete it and try again"));
            try (InputStream in = new BufferedInputStream(zip.getInputStream(archive), 1 << 16)) {
                unpack(in, into, at.children());
            }
        } catch (IOException e) {
            throw new UserError(jar + " cannot be unpacked into " + into + ": " + e.getMessage(), e);
        } finally {
            UNPACKING.release();
        }
    }

    private static void unpack(InputStream packed, Path into, Children children) throws IOException {
        try (TarArchiveInputStream in = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                children.mustBeOpen();
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException(entry.getName() + " would lie elsewhere");
                }
                write(entry, in, target);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream in, Path target) throws IOException {
        if (entry.isDirectory()) {
            makeDirectory(target);
            return;
        }
        makeDirectory(into(target));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Path into(Path path) {
        return Objects.requireNonNull(path.getParent(), "everything lies in some directory");
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            makeDirectory(into(directory));
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static Path jar(Workplace at, int major, Progress.Step step) {
        String name = "postgres-" + major + ".jar";
        Path built = at.home().in("deploy/local/target/postgres").resolve(name);
        Path cached = at.home().cached(name);
        if (Files.exists(built)) {
            return built;
        }
        return Files.exists(cached) ? cached : PostgresDownload.fetch(at, major, name, step);
    }
}
