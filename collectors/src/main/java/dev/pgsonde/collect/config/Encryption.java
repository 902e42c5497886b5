package dev.pgsonde.collect.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What libpq does about certificates where nothing is said of them, told to a driver that does otherwise. */
final class Encryption {
    private static final String MODE = "sslmode";
    private static final String ROOT = "sslrootcert";
    private static final String CERTIFICATE = "sslcert";
    private static final String KEY = "sslkey";
    private static final String SYSTEM = "system";

    private final Map<String, String> words;
    private final ConnectionSources sources;

    Encryption(Map<String, String> words, ConnectionSources sources) {
        this.words = new LinkedHashMap<>(words);
        this.sources = sources;
    }

    /** A Unix socket is never encrypted, whatever is said. */
    static Map<String, String> none(Map<String, String> words) {
        Map<String, String> rest = new LinkedHashMap<>(words);
        rest.keySet().removeIf(word -> word.startsWith("ssl"));
        rest.put(MODE, "disable");
        return rest;
    }

    Map<String, String> words() {
        if ("disable".equals(words.get(MODE)) || words.containsKey("sslfactory")) {
            return words;
        }
        if (SYSTEM.equals(words.get(ROOT))) {
            trustTheSystem();
        } else {
            trustTheRoot();
        }
        certificate();
        return words;
    }

    private void trustTheSystem() {
        if (!words.getOrDefault(MODE, "verify-full").equals("verify-full")) {
            throw new IllegalArgumentException("sslrootcert=system needs sslmode=verify-full");
        }
        words.put(MODE, "verify-full");
        words.remove(ROOT);
        words.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }

    private void trustTheRoot() {
        Path root = file(ROOT, "root.crt");
        String mode = words.getOrDefault(MODE, "prefer");
        if (sources.exists(root)) {
            words.put(ROOT, root.toString());
            if (mode.equals("require")) {
                words.put(MODE, "verify-ca");
            }
        } else if (mode.startsWith("verify-")) {
            throw new IllegalArgumentException("sslmode=" + mode + " needs the root certificate, and there is no file "
                    + root + "; name it with sslrootcert or PGSSLROOTCERT, or trust this machine's with"
                    + " sslrootcert=system");
        }
    }

    private void certificate() {
        Path certificate = file(CERTIFICATE, "postgresql.crt");
        if (!sources.exists(certificate)) {
            if (words.containsKey(CERTIFICATE)) {
                throw new IllegalArgumentException("there is no client certificate " + certificate);
            }
            return;
        }
        Path key = file(KEY, "postgresql.key");
        if (!sources.exists(key)) {
            throw new IllegalArgumentException("there is a client certificate " + certificate + ", but no private key "
                    + key + "; name it with sslkey or PGSSLKEY");
        }
        words.put(CERTIFICATE, certificate.toString());
        words.put(KEY, key.toString());
        if (!key.toString().matches(".*\\.(p12|pfx|pk8|der)")) {
            readable(key);
        }
    }

    /** The driver reads PKCS-8 only, and of a key that is not RSA it wants to be told so. */
    private void readable(Path key) {
        Optional<ClientKey> pem = sources.read(key).flatMap(text -> ClientKey.parse(text, key));
        pem.ifPresent(parsed -> {
            words.put("pemKeyAlgorithm", parsed.algorithm());
            if (parsed.rewritten()) {
                words.put(KEY, sources.keep(parsed.pem()).toString());
            }
        });
    }

    private Path file(String word, String usual) {
        return Path.of(words.getOrDefault(
                word, sources.home().resolve(".postgresql").resolve(usual).toString()));
    }
}
