package dev.pgsonde.collect.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The address that libpq would connect to, and what it would warn of: the configuration before the service file before
 * the environment before the password file before what is usual.
 */
public record Discovery(Address address, List<String> warnings) {
    private static final String USUAL_PORT = "5432";
    /** Where, as whom and how safely: not options of the driver, or more than that. */
    private static final Set<String> NO_OPTIONS =
            Set.of("service", "host", "hostaddr", "port", "user", "password", "passfile", "dbname");

    public Discovery {
        warnings = List.copyOf(warnings);
    }

    public static Discovery of(PostgresConfig config, ConnectionSources sources) {
        Map<String, String> words = new LinkedHashMap<>(config.words());
        Optional.ofNullable(words.get("service"))
                .or(() -> sources.variable("PGSERVICE"))
                .ifPresent(service -> ServiceFile.find(service, sources).forEach(words::putIfAbsent));
        Keywords.VARIABLES.forEach((keyword, variable) ->
                sources.variable(variable).ifPresent(value -> words.putIfAbsent(keyword, value)));
        List<String> warnings = new ArrayList<>();
        List<Endpoint> endpoints = endpoints(words, sources);
        String user = words.getOrDefault("user", sources.systemUser());
        return new Discovery(
                new Address(
                        endpoints,
                        words.getOrDefault("dbname", user),
                        user,
                        passwords(words, sources, warnings),
                        options(words, endpoints, sources)),
                warnings);
    }

    private static List<Endpoint> endpoints(Map<String, String> words, ConnectionSources sources) {
        String[] addresses = words.getOrDefault("hostaddr", "").split(",", -1);
        String[] hosts = words.getOrDefault("host", String.join(",", addresses)).split(",", -1);
        String[] ports = words.getOrDefault("port", USUAL_PORT).split(",", -1);
        boolean both = words.containsKey("host") && words.containsKey("hostaddr");
        if ((ports.length > 1 && ports.length != hosts.length) || (both && addresses.length != hosts.length)) {
            throw new IllegalArgumentException("host, hostaddr and port are lists of different lengths");
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (int n = 0; n < hosts.length; n++) {
            int port = port(ports[ports.length == 1 ? 0 : n]);
            String host = hosts[n].isBlank() ? usualHost(port, sources) : hosts[n].strip();
            String ip = both && !addresses[n].isBlank() ? addresses[n].strip() : null;
            endpoints.add(new Endpoint(host, port, ip));
        }
        return endpoints;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.isBlank() ? USUAL_PORT : text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535", e);
        }
    }

    /** libpq was built with one directory; here it is the one in which a server listens. */
    private static String usualHost(int port, ConnectionSources sources) {
        return ConnectionSources.SOCKET_DIRECTORIES.stream()
                .filter(directory -> sources.exists(Path.of(Endpoint.socketFile(directory, port))))
                .findFirst()
                .orElse("localhost");
    }

    private static Passwords passwords(Map<String, String> words, ConnectionSources sources, List<String> warnings) {
        String given = words.get("password");
        if (given != null) {
            return Passwords.of(new Secret(given));
        }
        Path file = Path.of(
                words.getOrDefault("passfile", sources.home().resolve(".pgpass").toString()));
        if (!sources.exists(file)) {
            return Passwords.of(null);
        }
        if (!sources.isPrivate(file)) {
            warnings.add("the password file " + file + " is passed over, since others than its owner may read it;"
                    + " run: chmod 600 " + file);
            return Passwords.of(null);
        }
        return new Passwords(null, PasswordFile.parse(sources.read(file).orElse("")));
    }

    private static Map<String, String> options(
            Map<String, String> words, List<Endpoint> endpoints, ConnectionSources sources) {
        Map<String, String> rest = new LinkedHashMap<>(words);
        rest.keySet().removeAll(NO_OPTIONS);
        return Keywords.options(
                endpoints.get(0).isSocket() ? Encryption.none(rest) : new Encryption(rest, sources).words());
    }
}
