package dev.pgsonde.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with <code>${names}</code> in it, each of which must be given a value. */
final class Template {
    private static final Pattern NAME = Pattern.compile("\\$\\{([a-zA-Z0-9_.]+)}");

    private Template() {}

    static String fill(Path file, Map<String, String> values) {
        try {
            return fill(Files.readString(file), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String fill(String text, Map<String, String> values) {
        return NAME.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("nothing is known to put in place of " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
