package dev.pgsonde.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** What pgsonde demo and pgsonde up have running for this user, as files tell that are there while it runs. */
public final class LocalPipelines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LocalPipelines() {}

    /** Where those files are. */
    public static Path folder(Map<String, String> environment) {
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null && Files.isWritable(Path.of(runtime))) {
            return Path.of(runtime, "pgsonde");
        }
        String cache = environment.get("XDG_CACHE_HOME");
        Path caches = cache != null ? Path.of(cache) : Path.of(environment.getOrDefault("HOME", "."), ".cache");
        return caches.resolve("pgsonde/running");
    }

    /** As those files write it. */
    public static String address(String bootstrap) {
        return bootstrap.replace("localhost:", "127.0.0.1:");
    }

    /** Settings of a Kafka client; if they do not say how to log in, with the login of a local pipeline at that address. */
    public static Map<String, String> withLogin(Map<String, String> client, Map<String, String> environment) {
        String bootstrap = client.get("bootstrap.servers");
        if (bootstrap == null || client.containsKey("security.protocol")) {
            return client;
        }
        Map<String, String> all = new HashMap<>(loginAt(address(bootstrap), folder(environment)));
        all.putAll(client);
        return Map.copyOf(all);
    }

    private static Map<String, String> loginAt(String bootstrap, Path folder) {
        for (Path file : files(folder)) {
            Map<String, String> login = login(file, bootstrap);
            if (!login.isEmpty()) {
                return login;
            }
        }
        return Map.of();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        } catch (IOException e) {
            return List.of(); // nothing has ever run here
        }
    }

    /** A file that is being taken away is nobody's. */
    private static Map<String, String> login(Path file, String bootstrap) {
        try {
            JsonNode run = JSON.readTree(file.toFile());
            String client = run.path("client_config").asText("");
            if (!run.path("bootstrap").asText("").equals(bootstrap) || client.isEmpty()) {
                return Map.of();
            }
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(Path.of(client))) {
                properties.load(in);
            }
            Map<String, String> login = new HashMap<>();
            properties.stringPropertyNames().forEach(name -> login.put(name, properties.getProperty(name)));
            return login;
        } catch (IOException e) {
            return Map.of();
        }
    }
}
