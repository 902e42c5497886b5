package dev.pgsonde.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists within one text: JSON arrays, in which views publish names, and the values of settings that are lists of names. */
public final class Lists {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Those in which a name without quotes is in lower case. */
    private static final Set<String> FOLDED = Set.of("search_path", "temp_tablespaces");

    private Lists() {}

    /** The elements of a JSON array, null where it has null; nothing when the text is no such array. */
    public static Optional<List<@Nullable String>> ofJson(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            JsonNode array = JSON.readTree(text);
            if (array == null || !array.isArray()) {
                return Optional.empty();
            }
            List<@Nullable String> elements = new ArrayList<>();
            array.forEach(each -> elements.add(each.isNull() ? null : each.asText()));
            return Optional.of(elements);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The names of a JSON array; nothing when one of them is missing or none can be had. */
    public static Optional<List<String>> namesOfJson(@Nullable String text) {
        List<String> names = new ArrayList<>();
        for (String name : ofJson(text).orElse(List.of())) {
            if (name == null || !Quoting.isName(name)) {
                return Optional.empty();
            }
            names.add(name);
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** What a setting that is a list of names lists; nothing when the value is no such list. */
    public static Optional<List<String>> ofSetting(String setting, String value) {
        List<String> elements = new ArrayList<>();
        int at = 0;
        boolean more = !value.isBlank();
        while (more) {
            at = afterSpaces(value, at);
            int end = at < value.length() && value.charAt(at) == '"' ? endOfQuoted(value, at) : endOfPlain(value, at);
            if (end <= at) {
                return Optional.empty();
            }
            elements.add(element(setting, value.substring(at, end)));
            at = afterSpaces(value, end);
            more = at < value.length();
            if (more && value.charAt(at++) != ',') {
                return Optional.empty();
            }
        }
        return Optional.of(elements);
    }

    private static String element(String setting, String text) {
        if (text.startsWith("\"")) {
            return text.substring(1, text.length() - 1).replace("\"\"", "\"");
        }
        String plain = text.stripTrailing();
        return FOLDED.contains(setting) ? plain.toLowerCase(Locale.ROOT) : plain;
    }

    private static int afterSpaces(String value, int from) {
        int at = from;
        while (at < value.length() && Character.isWhitespace(value.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfPlain(String value, int from) {
        int comma = value.indexOf(',', from);
        int end = comma < 0 ? value.length() : comma;
        return value.substring(from, end).isBlank()
                        || value.substring(from, end).indexOf('"') >= 0
                ? from
                : end;
    }

    /** Behind the closing quote; a quote within is doubled. */
    private static int endOfQuoted(String value, int from) {
        for (int at = from + 1; at < value.length(); at++) {
            if (value.charAt(at) == '"') {
                if (at + 1 >= value.length() || value.charAt(at + 1) != '"') {
                    return at + 1;
                }
                at++;
            }
        }
        return from;
    }
}
