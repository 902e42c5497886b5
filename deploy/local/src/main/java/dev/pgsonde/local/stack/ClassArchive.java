package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The classes of a program as the JVM holds them in memory, saved before it ends for the first time, which makes later
 * starts up to three times as quick. Nothing depends on it: without it a start is slower.
 */
final class ClassArchive {
    private static final Duration TO_SAVE = Duration.ofSeconds(30);
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private final Home home;

    /** A running program whose classes may be saved. */
    record Source(JavaProgram program, Child running) {}

    ClassArchive(Home home) {
        this.home = home;
    }

    List<String> flags(JavaProgram program) {
        Path archive = home.cached(file(program));
        if (Files.exists(archive)) {
            return List.of("-XX:SharedArchiveFile=" + archive);
        }
        return canSave() ? List.of("-XX:+RecordDynamicDumpInfo") : List.of();
    }

    /** A directory that we may not write to is another user's: let that user's next run save what is worth saving. */
    private boolean canSave() {
        try {
            return Files.isExecutable(JCMD) && Files.isWritable(Files.createDirectories(home.cache()));
        } catch (IOException e) {
            return false;
        }
    }

    List<Source> missing(List<Source> sources) {
        return sources.stream()
                .filter(source -> canSave() && !Files.exists(home.cached(file(source.program()))))
                .toList();
    }

    /** Has the running program save its classes, in the place of those that no longer fit. */
    void save(Source source, Workplace at) {
        JavaProgram program = source.program();
        Child running = source.running();
        Path unfinished = home.cache().resolve(file(program) + "." + running.pid());
        String name = program.name() + "-classes";
        try {
            at.children()
                    .start(Program.tool(name, dump(running, unfinished), at.data()))
                    .awaitEnd(TO_SAVE);
            if (Files.exists(unfinished)) {
                deleteOld(program.name());
                Files.move(unfinished, home.cache().resolve(file(program)), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (UserError | IOException e) {
            unfinished.toFile().delete(); // the next start will be as slow as this one was
        }
    }

    private static List<String> dump(Child running, Path into) {
        return List.of(JCMD.toString(), String.valueOf(running.pid()), "VM.cds", "dynamic_dump", into.toString());
    }

    private void deleteOld(String name) throws IOException {
        try (Stream<Path> files = Files.list(home.cache())) {
            for (Path file : files.filter(file -> isOld(file, name)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isOld(Path file, String name) {
        String text = file.getFileName().toString();
        return text.startsWith(prefix(name)) && text.endsWith(".jsa");
    }

    private static String file(JavaProgram program) {
        return prefix(program.name()) + Long.toHexString(fingerprint(program)) + ".jsa";
    }

    private static String prefix(String name) {
        return name + "-" + System.getProperty("java.vm.version") + "-";
    }

    /** An archive fits the very jars, unchanged. */
    private static long fingerprint(JavaProgram program) {
        CRC32 sum = new CRC32();
        program.files().forEach(file -> add(sum, file));
        return sum.getValue();
    }

    private static void add(CRC32 sum, Path file) {
        try {
            sum.update(file.toString().getBytes(StandardCharsets.UTF_8));
            sum.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(Files.size(file))
                    .putLong(Files.getLastModifiedTime(file).toMillis())
                    .flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
