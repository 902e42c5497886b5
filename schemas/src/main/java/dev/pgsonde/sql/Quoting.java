package dev.pgsonde.sql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names and values as PostgreSQL reads them, on one line and without a character that a terminal, psql or a shell's here
 * document would act on. It does not matter how {@code standard_conforming_strings} stands.
 */
public final class Quoting {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");
    /** What a shell expands in a here document, and the backslash that begins every escape. */
    private static final String OF_SHELLS = "\\$`!";

    private static final int REPLACEMENT = 0xFFFD;
    private static final int LAST_OF_FOUR_DIGITS = 0xFFFF;

    private Quoting() {}

    /** Whether a server can have an object of this name. */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    public static String identifier(String name) {
        if (PLAIN.matcher(name).matches() && !Keywords.has(name)) {
            return name;
        }
        String doubled = name.replace("\"", "\"\"");
        return isHarmless(name)
                ? '"' + doubled + '"'
                : "U&\"" + escaped(doubled, point -> hex(point, "\\%04X", "\\+%06X")) + '"';
    }

    /** As {@code schema.table}. */
    public static String qualified(List<String> names) {
        return names.stream().map(Quoting::identifier).collect(Collectors.joining("."));
    }

    public static String literal(String value) {
        String doubled = value.replace("'", "''");
        return isHarmless(value)
                ? '\'' + doubled + '\''
                : "E'" + escaped(doubled, point -> hex(point, "\\u%04X", "\\U%08X")) + '\'';
    }

    /** A setting's name: each part between its dots is a name of its own. */
    public static String setting(String name) {
        return qualified(List.of(name.split("\\.", -1)));
    }

    /** A value as configuration files have it. */
    public static String inFile(String value) {
        String doubled = value.replace("\\", "\\\\").replace("'", "''");
        return '\'' + escaped(doubled, Quoting::octal, "\\$`!") + '\'';
    }

    /** A text of the server's among words: as it is when it cannot be misread, else as a literal. */
    public static String told(String text) {
        return HARMLESS.matcher(text).matches() ? text : literal(text);
    }

    private static boolean isHarmless(String text) {
        return text.codePoints().noneMatch(point -> isHarmful(point) || OF_SHELLS.indexOf(point) >= 0);
    }

    /** What moves a cursor, hides what stands beside it, or looks like a space and is none. */
    private static boolean isHarmful(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> false;
        };
    }

    private static String escaped(String text, IntFunction<String> escape) {
        return escaped(text, escape, "");
    }

    private static String escaped(String text, IntFunction<String> escape, String asTheyAre) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            boolean harms = isHarmful(point) || (OF_SHELLS.indexOf(point) >= 0 && asTheyAre.indexOf(point) < 0);
            if (harms) {
                safe.append(escape.apply(point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    private static String hex(int point, String four, String more) {
        boolean sayable = point != 0 && Character.getType(point) != Character.SURROGATE;
        int said = sayable ? point : REPLACEMENT;
        return String.format(Locale.ROOT, said > LAST_OF_FOUR_DIGITS ? more : four, said);
    }

    private static String octal(int point) {
        StringBuilder bytes = new StringBuilder();
        for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            bytes.append(String.format(Locale.ROOT, "\\%03o", each & 0xFF));
        }
        return bytes.toString();
    }
}
