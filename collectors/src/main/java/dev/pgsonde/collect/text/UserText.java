package dev.pgsonde.collect.text;

import dev.pgsonde.collect.text.Lexer.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be told of a text that a user's view answers: all of it, unless its column's name or the text itself says that
 * it is somebody's SQL, or that a password stands in it.
 */
public final class UserText {
    private static final Set<String> NAMES_OF_SQL = Set.of("query", "stmt", "statement", "sql");
    /** A literal or a comment, wherever it stands: nothing that is no SQL has these but by chance. */
    private static final Pattern PARTS_OF_SQL = Pattern.compile("'|/\\*|\\*/|--|\\$\\w*\\$");
    /** As connection strings, URLs and settings have it. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)(passw|pwd|secret|token|credential)[\\w\"]*\\s*(=|:)|://[^/@\\s]*:[^/@\\s]*@");

    /** The id of a statement, of which nothing is secret. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    private static final String HIDDEN = "?";

    private UserText() {}

    public static String told(String column, String value, int longest) {
        if (NUMBER.matcher(value).matches()) {
            return value;
        }
        if (isSql(column, value)) {
            return Scrubber.scrub(value, longest).text();
        }
        return PASSWORD.matcher(value).find() ? HIDDEN : value;
    }

    private static boolean isSql(String column, String value) {
        String name = column.toLowerCase(Locale.ROOT);
        return NAMES_OF_SQL.stream().anyMatch(name::contains)
                || PARTS_OF_SQL.matcher(value).find()
                || beginsLikeStatement(value);
    }

    private static boolean beginsLikeStatement(String value) {
        Lexer lexer = new Lexer(value);
        Kind first = lexer.next();
        while (lexer.is('(') || lexer.is(';')) {
            first = lexer.next();
        }
        return first == Kind.WORD && Place.START.after(lexer, false) != Place.HIDDEN;
    }
}
