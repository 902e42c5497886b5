package dev.pgsonde.collect.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection string as psql takes it, a URL or {@code key=value} pairs, or as the JDBC driver does. Its keys are
 * libpq's; no message quotes a value, since any may hold a password.
 */
final class ConnectionString {
    private static final Pattern URL = Pattern.compile(
            "(?<jdbc>jdbc:)?postgres(?:ql)?://(?<authority>[^/?]*)(?:/(?<database>[^?]*))?(?:\\?(?<options>.*))?");
    private static final Pattern PLACE = Pattern.compile("(?<host>\\[[^]]+]|[^:\\[\\]]*)(?::(?<port>\\d*))?");
    private static final Pattern PAIR = Pattern.compile(
            "\\s*(?<key>[^\\s='\\\\]+)\\s*=\\s*(?:'(?<quoted>(?:[^'\\\\]|\\\\.)*)'|(?<bare>(?:[^\\s'\\\\]|\\\\.)*))");

    private final Map<String, String> words = new LinkedHashMap<>();

    private ConnectionString() {}

    static Map<String, String> parse(String text) {
        ConnectionString string = new ConnectionString();
        Matcher url = URL.matcher(text.strip());
        if (url.matches()) {
            string.takeUrl(url);
        } else if (text.indexOf('=') > 0 && !text.contains("://")) {
            string.takePairs(text.strip());
        } else {
            throw new IllegalArgumentException("postgres.url is neither postgresql://user@host:port/database, nor"
                    + " host=... dbname=... , nor jdbc:postgresql://host:port/database");
        }
        return string.words;
    }

    private void takeUrl(Matcher url) {
        String authority = url.group("authority");
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String login = authority.substring(0, at);
            int colon = login.indexOf(':');
            put("user", decode(colon < 0 ? login : login.substring(0, colon)));
            put("password", colon < 0 ? "" : decode(login.substring(colon + 1)));
        }
        takePlaces(authority.substring(at + 1));
        put("dbname", decode(url.group("database")));
        takeOptions(url.group("options"), url.group("jdbc") != null);
    }

    private void takePlaces(String list) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            Matcher place = PLACE.matcher(one);
            if (!place.matches()) {
                throw new IllegalArgumentException(
                        "postgres.url names a host that is not host:port, with an IPv6 address in brackets");
            }
            hosts.add(decode(place.group("host").replaceAll("[\\[\\]]", "")));
            ports.add(place.group("port") == null ? "" : place.group("port"));
        }
        put("host", String.join(",", hosts));
        put("port", String.join(",", ports));
    }

    private void takeOptions(@Nullable String options, boolean jdbc) {
        if (options == null || options.isEmpty()) {
            return;
        }
        for (String option : options.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("postgres.url has an option that is not name=value");
            }
            String name = decode(option.substring(0, equals));
            String value = decode(option.substring(equals + 1));
            if (name.equals("ssl")) {
                put("sslmode", value.equals("true") ? (jdbc ? "verify-full" : "require") : "");
            } else {
                put(Keywords.ofDriver(name), value);
            }
        }
    }

    private void takePairs(String text) {
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!pair.find(end) || pair.start() != end) {
                throw new IllegalArgumentException("postgres.url is not key=value pairs; a value with blanks stands in"
                        + " single quotes, with \\' and \\\\ for these two characters");
            }
            String value = pair.group("quoted") != null ? pair.group("quoted") : pair.group("bare");
            put(pair.group("key"), value.replaceAll("\\\\(.)", "$1"));
            end = pair.end();
        }
    }

    /** An empty value is none, as for libpq. */
    private void put(String key, String value) {
        if (!value.replace(",", "").isEmpty()) {
            words.put(key, value);
        }
    }

    private static String decode(@Nullable String text) {
        try {
            return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postgres.url has a % that two hexadecimal digits do not follow; write it as %25");
        }
    }
}
