package dev.pgsonde.local.neighbour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.avatica.remote.Driver;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;

/** Another user of this machine, who owns nothing and is in no group. Only root can be somebody else. */
final class Neighbour {
    /** Nobody's, by all likelihood. */
    private static final String UID = "61234";

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private Neighbour() {}

    static boolean canBe() throws IOException {
        return Files.isExecutable(SETPRIV)
                && Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** What he is told who runs {@code command} with these lines as its input. */
    static List<String> run(List<String> command, String input) throws IOException {
        List<String> all = new ArrayList<>(
                List.of(SETPRIV.toString(), "--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--"));
        all.addAll(command);
        Path lines = Files.createTempFile("neighbour", ".txt");
        try {
            Files.writeString(lines, input);
            ProcessBuilder builder = new ProcessBuilder(all)
                    .directory(Path.of("/").toFile())
                    .redirectInput(lines.toFile())
                    .redirectError(Redirect.DISCARD);
            builder.environment().clear();
            Process process = builder.start();
            try (Stream<String> told = process.inputReader().lines()) {
                return told.toList();
            }
        } finally {
            Files.delete(lines);
        }
    }

    /** Runs {@link Attempts} out of a directory that he can read. */
    static List<Outcome> attempt(Path readable, List<String> targets) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                classPath(readable),
                Attempts.class.getName()));
        command.addAll(targets);
        return run(command, "").stream().map(Outcome::parse).toList();
    }

    private static String classPath(Path readable) throws IOException {
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Path> all = new ArrayList<>();
        for (Class<?> one :
                List.of(Attempts.class, Admin.class, Driver.class, org.postgresql.Driver.class, Logger.class)) {
            all.add(copy(origin(one), readable));
        }
        return all.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private static Path origin(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path copy(Path from, Path into) throws IOException {
        if (!Files.isDirectory(from)) {
            Path to = into.resolve(from.getFileName());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
            return to;
        }
        String ours = Attempts.class.getPackageName().replace('.', '/');
        Path to = Files.createDirectories(into.resolve("classes").resolve(ours));
        try (Stream<Path> classes = Files.list(from.resolve(ours))) {
            classes.forEach(file -> copyFile(file, to.resolve(file.getFileName())));
        }
        return into.resolve("classes");
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
