package dev.pgsonde.streams.cause;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what is known of a subject where a text names it in braces. */
public record Filling(Map<String, String> known) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z_.]+)}");
    private static final Set<String> IDENTIFIERS = Set.of("schema", "table", "index");
    /** What is SQL already. */
    private static final String WHOLE = ".remedy";

    public String text(String template) {
        return fill(template, name -> known.getOrDefault(name, "?"));
    }

    /** Names of objects are quoted where SQL needs that; everything else stands within quotes in the template. */
    public String sql(String template) {
        return fill(template, name -> {
            String value = known.getOrDefault(name, "");
            if (name.endsWith(WHOLE)) {
                return value;
            }
            return IDENTIFIERS.contains(name) ? Remedy.identifier(value) : value.replace("'", "''");
        });
    }

    private static String fill(String template, UnaryOperator<String> value) {
        Matcher names = NAME.matcher(template);
        return names.replaceAll(name -> Matcher.quoteReplacement(value.apply(name.group(1))));
    }
}
