package dev.pgsonde.collect.config;

import org.jspecify.annotations.Nullable;

/** Where the monitored server is and as whom to log in; user and password may also stand in the URL. */
public record PostgresConfig(
        String url, @Nullable String user, @Nullable Secret password) {
    public PostgresConfig {
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException(
                    "url is missing, for instance postgresql://pgsonde@db.example.com:5432/app");
        }
    }

    public Address address() {
        return PostgresUrl.parse(url, user, password);
    }

    /** The URL may hold a password. */
    @Override
    public String toString() {
        return address().toString();
    }
}
