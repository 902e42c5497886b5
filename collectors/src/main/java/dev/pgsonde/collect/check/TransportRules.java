package dev.pgsonde.collect.check;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.check.Finding.Group;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What leaves this machine is encrypted. */
final class TransportRules {
    private static final Set<String> MAY_BE_PLAIN = Set.of("disable", "allow", "prefer");
    private static final Set<String> PLAIN = Set.of("PLAINTEXT", "SASL_PLAINTEXT");
    private static final Pattern THIS_MACHINE = Pattern.compile(
            "localhost|localhost\\.localdomain|ip6-localhost|127(\\.\\d+){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");
    private static final Pattern PORT = Pattern.compile(":\\d+$");
    private static final String READABLE =
            "privacy on the way: whoever is between can read %s, and answer in its place";

    private TransportRules() {}

    static Finding postgres(Address address) {
        String mode = address.options().getOrDefault("sslmode", "prefer");
        List<String> beyond = address.endpoints().stream()
                .filter(endpoint -> !isHere(endpoint))
                .map(Endpoint::host)
                .toList();
        if (beyond.isEmpty() || !MAY_BE_PLAIN.contains(mode.toLowerCase(Locale.ROOT))) {
            return Finding.fine(
                    Group.SERVER, "encryption", beyond.isEmpty() ? "within this machine" : "sslmode=" + mode);
        }
        return new Finding(
                Group.SERVER,
                "encryption",
                Grade.WARNING,
                "sslmode=" + mode + ", and " + String.join(", ", beyond) + (beyond.size() == 1 ? " is" : " are")
                        + " beyond this machine",
                List.of("write sslmode=verify-full into postgres.url, with sslrootcert=FILE or sslrootcert=system"),
                READABLE.formatted("statistics and scrubbed statements"));
    }

    private static boolean isHere(Endpoint endpoint) {
        String where = endpoint.ip() == null ? endpoint.host() : endpoint.ip();
        return endpoint.isSocket() || isHere(where);
    }

    private static boolean isHere(String host) {
        return THIS_MACHINE.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    static Finding kafka(Map<String, String> properties) {
        String protocol =
                properties.getOrDefault("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
        List<String> beyond = Arrays.stream(
                        properties.getOrDefault("bootstrap.servers", "").split(",", -1))
                .map(String::strip)
                .filter(server ->
                        !server.isEmpty() && !isHere(PORT.matcher(server).replaceFirst("")))
                .toList();
        if (beyond.isEmpty() || !PLAIN.contains(protocol)) {
            return Finding.fine(Group.KAFKA, "encryption", beyond.isEmpty() ? "within this machine" : protocol);
        }
        boolean login = protocol.startsWith("SASL");
        return new Finding(
                Group.KAFKA,
                "encryption",
                Grade.WARNING,
                "security.protocol=" + protocol + ", and " + String.join(", ", beyond)
                        + (beyond.size() == 1 ? " is" : " are") + " beyond this machine",
                List.of("let the brokers listen with TLS, and write security.protocol: " + (login ? "SASL_SSL" : "SSL")
                        + " under kafka"),
                READABLE.formatted(login ? "the password and all records" : "all records"));
    }
}
