package dev.pgsonde.collect.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the address of a database as psql or as the JDBC driver writes it. */
final class PostgresUrl {
    private static final Pattern URL = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
                    + "(?<host>\\[[^]]+]|[^:/?]*)(?::(?<port>\\d{1,5}))?(?:/(?<database>[^?]*))?(?:\\?(?<options>.*))?");
    /** Names of libpq that the driver spells otherwise. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode");
    /** The agent has a name of its own. */
    private static final List<String> IGNORED = List.of("application_name", "ApplicationName");

    private PostgresUrl() {}

    /** What stands beside the URL wins over what stands in it. */
    static Address parse(String url, @Nullable String userBeside, @Nullable Secret passwordBeside) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "postgres.url is neither postgresql://user@host:port/database nor jdbc:postgresql://host:port/database");
        }
        Map<String, String> options = options(matcher.group("options"));
        String userWithin = given(matcher.group("user"), options.remove("user"), "");
        String user = userBeside != null ? userBeside : userWithin;
        String password = given(matcher.group("password"), options.remove("password"), "");
        String host = given(matcher.group("host"), options.remove("host"), "");
        String port = given(matcher.group("port"), options.remove("port"), "5432");
        String database = given(matcher.group("database"), options.remove("dbname"), user);
        options.keySet().removeAll(IGNORED);
        return new Address(
                host,
                Integer.parseInt(port),
                database,
                user,
                passwordBeside != null || password.isEmpty() ? passwordBeside : new Secret(password),
                options);
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new HashMap<>();
        if (query == null || query.isEmpty()) {
            return options;
        }
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("postgres.url has an option that is not name=value");
            }
            String name = option.substring(0, equals);
            options.put(SPELLINGS.getOrDefault(name, name), decode(option.substring(equals + 1)));
        }
        return options;
    }

    private static String given(@Nullable String encoded, @Nullable String option, String otherwise) {
        if (encoded != null && !encoded.isEmpty()) {
            return decode(encoded);
        }
        return option == null ? otherwise : option;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
