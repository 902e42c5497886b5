package dev.pgsonde.collect.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Files below a root, most of them the kernel's; what is not there, or not for us to read, is empty. */
final class HostFiles {
    private final Path root;
    private byte[] buffer = new byte[8192];

    HostFiles(Path root) {
        this.root = root;
    }

    Optional<String> text(String path) {
        return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The kernel writes a file anew for every reading, and tells no length beforehand. */
    Optional<byte[]> bytes(String path) {
        try (FileInputStream in = new FileInputStream(root.resolve(path).toFile())) {
            int length = 0;
            for (int more = in.read(buffer); more > 0; more = in.read(buffer, length, buffer.length - length)) {
                length += more;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * length);
                }
            }
            return Optional.of(Arrays.copyOf(buffer, length));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A text that is nothing but a number. */
    Optional<Long> number(String path) {
        return text(path)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    IntStream pids() {
        return names("proc").stream()
                .filter(name -> Character.isDigit(name.charAt(0)))
                .mapToInt(Integer::parseInt);
    }

    List<String> names(String directory) {
        try (Stream<Path> entries = Files.list(root.resolve(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Of a file system, in bytes; available is what is left for whoever is not root. */
    record Space(long size, long available) {}

    /** Of the file system that is mounted at an absolute path. */
    Optional<Space> space(String mount) {
        try {
            FileStore store = Files.getFileStore(root.resolve(mount.substring(1)));
            return Optional.of(new Space(store.getTotalSpace(), store.getUsableSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** Where an absolute path leads when all links are followed, as an absolute path again. */
    Optional<Path> real(String path) {
        try {
            Path whole = root.toRealPath();
            Path real = root.resolve(path.startsWith("/") ? path.substring(1) : path)
                    .toRealPath();
            return real.startsWith(whole)
                    ? Optional.of(Path.of("/").resolve(whole.relativize(real)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
