package dev.pgsonde.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Certificates as an administrator makes them with openssl: two authorities, a server, a client with keys of each kind. */
final class Certificates {
    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    static void make(Path directory) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "the certificates are made by openssl");
        Certificates made = new Certificates(directory);
        Files.writeString(directory.resolve("names"), "subjectAltName=DNS:localhost\n");
        made.authority("ca");
        made.authority("other");
        made.openssl("genrsa", "-out", "server.key", "2048");
        made.certify("server", "server.key", "/CN=localhost");
        made.openssl("genrsa", "-out", "client.key", "2048");
        made.certify("client", "client.key", "/CN=by_certificate");
        made.openssl("rsa", "-in", "client.key", "-traditional", "-out", "client-rsa.key");
        made.openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", "client-ec.key");
        made.certify("client-ec", "client-ec.key", "/CN=by_certificate");
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(".key")).forEach(Certificates::hide);
        }
    }

    private void authority(String name) throws IOException, InterruptedException {
        openssl("genrsa", "-out", name + ".key", "2048");
        openssl(
                "req",
                "-x509",
                "-new",
                "-key",
                name + ".key",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-out",
                name + ".crt");
    }

    private void certify(String name, String key, String subject) throws IOException, InterruptedException {
        openssl("req", "-new", "-key", key, "-subj", subject, "-out", name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.crt",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                "names",
                "-out",
                name + ".crt");
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        Assertions.assertTrue(process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0, command::toString);
    }

    private static void hide(Path key) {
        try {
            Files.setPosixFilePermissions(key, DataDirectory.mode("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
