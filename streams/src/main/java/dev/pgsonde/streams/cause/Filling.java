package dev.pgsonde.streams.cause;

import dev.pgsonde.sql.Lists;
import dev.pgsonde.sql.Quoting;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts what is known of a subject where a text names it in braces: {@code {name}} among words, and in SQL what it is there,
 * {@code {identifier:name}}, {@code {identifiers:name}} of a JSON array, {@code {literal:name}} or {@code {number:name}}.
 */
public record Filling(Map<String, String> known) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z_.]+)}");
    private static final Pattern TYPED = Pattern.compile("\\{(?:([a-z]+):)?([a-z_.]+)}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    public Filling {
        known = Map.copyOf(known);
    }

    public String text(String template) {
        UnaryOperator<String> value = name -> known.getOrDefault(name, "?");
        return NAME.matcher(template).replaceAll(name -> Matcher.quoteReplacement(value.apply(name.group(1))));
    }

    /** The statements; or, where one of the parts is not what it should be, a comment that says so and no statement. */
    public String sql(String template) {
        Optional<String> unknown = TYPED.matcher(template)
                .results()
                .filter(name -> value(name).isEmpty())
                .map(name -> name.group(2))
                .findFirst();
        return unknown.map(name -> "-- no statement can be built: " + name + " is not known")
                .orElseGet(() -> TYPED.matcher(template)
                        .replaceAll(name -> Matcher.quoteReplacement(value(name).orElseThrow())));
    }

    private Optional<String> value(MatchResult name) {
        Optional<String> value = Optional.ofNullable(known.get(name.group(2)));
        return switch (String.valueOf(name.group(1))) {
            case "identifier" -> value.filter(Quoting::isName).map(Quoting::identifier);
            case "identifiers" ->
                value.flatMap(Lists::namesOfJson)
                        .map(names -> names.stream().map(Quoting::identifier).collect(Collectors.joining(", ")));
            case "literal" -> value.filter(text -> text.indexOf('\0') < 0).map(Quoting::literal);
            case "number" -> value.filter(text -> NUMBER.matcher(text).matches());
            default -> Optional.empty();
        };
    }
}
