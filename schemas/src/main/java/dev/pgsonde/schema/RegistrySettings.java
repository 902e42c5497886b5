package dev.pgsonde.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is, and how one logs in there. In a YAML file it is the address alone, or a mapping.
 *
 * @param username with {@code password}, for HTTP's basic login
 * @param token a bearer's, instead of the two
 * @param ca certificates in PEM that sign the registry's own, instead of those that Java trusts
 */
public record RegistrySettings(
        URI url,
        @Nullable String username,
        @Nullable String password,
        @Nullable String token,
        @Nullable Path ca) {
    private static final String PREFIX = "schema.registry.";

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public RegistrySettings(
            @JsonProperty("url") URI url,
            @JsonProperty("username") @Nullable String username,
            @JsonProperty("password") @Nullable String password,
            @JsonProperty("token") @Nullable String token,
            @JsonProperty("ca") @Nullable Path ca) {
        if (url == null
                || url.getHost() == null
                || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("url must be an address like https://registry.example.com:8081");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("url must hold no login: put it in username and password");
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("username and password belong together");
        }
        if (username != null && token != null) {
            throw new IllegalArgumentException("either username and password or token, not both");
        }
        this.url = url.toString().endsWith("/") ? url : URI.create(url + "/");
        this.username = username;
        this.password = password;
        this.token = token;
        this.ca = ca;
    }

    /** One that asks for no login. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RegistrySettings at(String url) {
        return new RegistrySettings(URI.create(url), null, null, null, null);
    }

    /**
     * As a properties file says it: {@code schema.registry.url}, {@code .username}, {@code .password}, {@code .token},
     * {@code .ca}; null where it names no registry.
     */
    public static @Nullable RegistrySettings of(Map<String, String> properties) {
        String url = properties.get(PREFIX + "url");
        if (url == null) {
            return null;
        }
        String ca = properties.get(PREFIX + "ca");
        return new RegistrySettings(
                URI.create(url),
                properties.get(PREFIX + "username"),
                properties.get(PREFIX + "password"),
                properties.get(PREFIX + "token"),
                ca == null ? null : Path.of(ca));
    }

    /** What of a properties file is Kafka's. */
    public static Map<String, String> others(Map<String, String> properties) {
        Map<String, String> others = new HashMap<>(properties);
        others.keySet().removeIf(name -> name.startsWith(PREFIX));
        return others;
    }

    /** Never with a secret. */
    @Override
    public String toString() {
        return url.toString();
    }
}
