package dev.pgsonde.packages;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** What the build has put into an archive: each entry by its path, with its mode, its owner and its text. */
record Packed(Map<String, Entry> entries) {
    private static final int PERMISSIONS = 0777;

    record Entry(int mode, String owner, String linkTarget, boolean isDirectory, String text) {}

    /** The control archive and the data archive of a Debian package. */
    record Debian(Packed control, Packed data) {
        static Debian read(Path file) throws IOException {
            Map<String, Packed> members = new LinkedHashMap<>();
            try (ArArchiveInputStream archive =
                    new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    if (entry.getName().contains(".tar")) {
                        byte[] bytes = archive.readAllBytes();
                        String name =
                                entry.getName().substring(0, entry.getName().indexOf('.'));
                        members.put(name, tar(plain(entry.getName(), new ByteArrayInputStream(bytes))));
                    }
                }
            }
            return new Debian(member(members, "control"), member(members, "data"));
        }

        private static Packed member(Map<String, Packed> members, String name) {
            Packed packed = members.get(name);
            if (packed == null) {
                throw new AssertionError("no " + name + ".tar in the package, but " + members.keySet());
            }
            return packed;
        }
    }

    static Packed tarball(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return tar(plain(file.toString(), bytes));
        }
    }

    /** The one file of that kind that the build has left in target. */
    static Path built(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(suffix))
                    .map(Path::toAbsolutePath)
                    .toList();
            if (found.size() != 1) {
                throw new AssertionError("the build should have made one " + suffix + ", and made " + found);
            }
            return found.get(0);
        }
    }

    Entry entry(String path) {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw new AssertionError(path + " is not in the archive, only " + entries.keySet());
        }
        return entry;
    }

    private static InputStream plain(String name, InputStream bytes) throws IOException {
        return name.endsWith(".gz") ? new GzipCompressorInputStream(bytes) : bytes;
    }

    private static Packed tar(InputStream bytes) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        TarArchiveInputStream archive = new TarArchiveInputStream(bytes);
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            entries.put(
                    entry.getName().replaceFirst("^\\./", "").replaceFirst("/$", ""),
                    new Entry(
                            entry.getMode() & PERMISSIONS,
                            entry.getLongUserId() + ":" + entry.getLongGroupId(),
                            entry.getLinkName(),
                            entry.isDirectory(),
                            new String(archive.readAllBytes(), StandardCharsets.UTF_8)));
        }
        return new Packed(entries);
    }
}
