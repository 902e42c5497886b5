package dev.pgsonde.local;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbcurlresolver.PgPassParser;

/** A database that the user wants watched, and as whom; its text form never shows the password. */
record PostgresTarget(
        String name,
        String host,
        int port,
        String database,
        String user,
        String password,
        Map<String, String> parameters) {
    private static final String EXAMPLE = "postgresql://user@host:5432/database";
    private static final Pattern NAMED = Pattern.compile("([^=:/@?]+)=(.*)");
    private static final Pattern URL = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://"
            + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@]*))?@)?"
            + "(?<host>[^:/?@\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(?<port>[0-9]{1,5}))?"
            + "(?:/(?<database>[^?/]*))?(?:\\?(?<parameters>.*))?");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file:)?([^}]+)}");
    private static final Set<String> KNOWN = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");
    private static final int USUAL_PORT = 5432;

    PostgresTarget {
        parameters = Map.copyOf(parameters);
    }

    /** Neither the text nor its parts appear in an error: a password may stand in any of them. */
    static PostgresTarget parse(String text, Map<String, String> environment) {
        Matcher named = NAMED.matcher(text.strip());
        String url = named.matches() ? named.group(2) : text.strip();
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new UserError("--postgres wants URLs such as " + EXAMPLE
                    + ", separated by commas; write @ : / , of a password as %40 %3A %2F %2C");
        }
        String host = matcher.group("host");
        int port = matcher.group("port") == null ? USUAL_PORT : Integer.parseInt(matcher.group("port"));
        String user =
                or(decoded(matcher.group("user")), or(environment.get("PGUSER"), System.getProperty("user.name")));
        String database = or(decoded(matcher.group("database")), user);
        String name = named.matches() ? named.group(1).strip() : host + ":" + port + "/" + database;
        String password = password(decoded(matcher.group("password")), name, environment);
        return new PostgresTarget(
                name,
                host,
                port,
                database,
                user,
                or(password, or(fromPasswordFile(host, port, database, user), "")),
                parameters(matcher.group("parameters"), name));
    }

    String jdbcUrl() {
        String more = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database) + (more.isEmpty() ? "" : "?" + more);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static @Nullable String password(@Nullable String given, String name, Map<String, String> environment) {
        if (given == null) {
            return environment.get("PGPASSWORD");
        }
        Matcher reference = REFERENCE.matcher(given);
        if (!reference.matches()) {
            return given;
        }
        if (reference.group(1) != null) {
            return firstLine(Path.of(reference.group(2)), name);
        }
        String value = environment.get(reference.group(2));
        if (value == null) {
            throw new UserError(
                    name + ": the variable " + reference.group(2) + ", which should hold the password, is not set");
        }
        return value;
    }

    private static String firstLine(Path file, String name) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UserError(name + ": " + file + ", which should hold the password, cannot be read", e);
        }
    }

    private static @Nullable String fromPasswordFile(String host, int port, String database, String user) {
        return PgPassParser.getPassword(host, String.valueOf(port), database, user);
    }

    private static Map<String, String> parameters(@Nullable String text, String name) {
        Map<String, String> parameters = new TreeMap<>();
        for (String part : Objects.requireNonNullElse(text, "").split("&", -1)) {
            if (!part.isEmpty()) {
                String key = part.replaceFirst("=.*", "");
                if (!KNOWN.contains(key)) {
                    throw new UserError(name + ": the parameter " + key + " of its URL is not known; known: "
                            + KNOWN.stream().sorted().collect(Collectors.joining(", ")));
                }
                parameters.put(key, part.substring(Math.min(part.length(), key.length() + 1)));
            }
        }
        return parameters;
    }

    private static @Nullable String decoded(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UserError("--postgres: a % that is not followed by two hexadecimal digits; write it as %25");
        }
    }

    private static <T extends @Nullable Object> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    @Override
    public String toString() {
        return name;
    }
}
