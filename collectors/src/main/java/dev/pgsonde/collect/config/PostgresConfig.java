package dev.pgsonde.collect.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the monitored server is and as whom to log in, as far as the file says so; for the rest the agent looks where
 * psql does.
 */
public record PostgresConfig(
        @Nullable String url,
        @Nullable String service,
        @Nullable String user,
        @Nullable Secret password) {
    public PostgresConfig {
        url = url == null || url.isBlank() ? null : url;
    }

    /** What the file says, by libpq's keywords: what stands beside the connection string wins over what stands in it. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>(url == null ? Map.of() : ConnectionString.parse(url));
        if (service != null) {
            words.put("service", service);
        }
        if (user != null) {
            words.put("user", user);
        }
        if (password != null && !password.text().isEmpty()) {
            words.put("password", password.text());
        }
        return words;
    }

    List<Secret> secrets() {
        Map<String, String> words = words();
        List<Secret> secrets = new ArrayList<>();
        Stream.of("password", "sslpassword").map(words::get).forEach(text -> {
            if (text != null) {
                secrets.add(new Secret(text));
            }
        });
        return secrets;
    }

    /** The URL may hold a password. */
    @Override
    public String toString() {
        Map<String, String> words = words();
        return words.getOrDefault("host", "") + "/" + words.getOrDefault("dbname", "");
    }
}
