package dev.pgsonde.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The state of the code that a result is about: what is shipped and how it is built, but neither tests nor proofs. */
record MainCode(String commit, String digest) {
    private static final List<String> ROOTS = List.of(
            "pom.xml",
            "schemas/src/main",
            "collectors/src/main",
            "streams/src/main",
            "deploy/kafka",
            "deploy/druid",
            "deploy/local/src/main",
            "deploy/package");
    private static final int SHORT = 16;

    static MainCode in(Path root) throws IOException {
        return new MainCode(commit(root), digest(root));
    }

    private static String digest(Path root) throws IOException {
        MessageDigest digest = sha256();
        for (String name : ROOTS) {
            for (Path file : files(root.resolve(name))) {
                byte[] bytes = Files.readAllBytes(file);
                String line = root.relativize(file) + " " + bytes.length + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT);
    }

    private static List<Path> files(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isMain(top.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isMain(Path file) {
        return !file.startsWith("target")
                && !file.startsWith("src/test")
                && !file.toString().endsWith(".md");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String commit(Path root) throws IOException {
        String commit = git(root, "rev-parse", "--short=12", "HEAD");
        return git(root, "status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + "+";
    }

    /** Empty where there is no git, or no clone: a result is then known by its digest alone. */
    private static String git(Path root, String... words) throws IOException {
        Process git;
        try {
            git = new ProcessBuilder(
                            Stream.concat(Stream.of("git"), Stream.of(words)).toList())
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return "";
        }
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return git.waitFor(1, TimeUnit.MINUTES) && git.exitValue() == 0 ? answer : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git ran", e);
        }
    }
}
