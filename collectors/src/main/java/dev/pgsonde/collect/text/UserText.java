package dev.pgsonde.collect.text;

import dev.pgsonde.collect.text.Lexer.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be told of a text that a user's view answers: all of it, unless its column's name or the text itself says that
 * it is somebody's SQL, or that a secret stands in it: one that is hidden without need costs less than one that is told.
 */
public final class UserText {
    private static final Set<String> NAMES_OF_SQL = Set.of("query", "stmt", "statement", "sql");
    /** A literal or a comment, wherever it stands: nothing that is no SQL has these but by chance. */
    private static final Pattern PARTS_OF_SQL = Pattern.compile("'|/\\*|\\*/|--|\\$\\w*\\$");
    /** What is called a secret, and is given a value: as connection strings, headers, options and JSON have it. */
    private static final Pattern NAMED_SECRET =
            Pattern.compile("(?i)(pass|pwd|secret|token|credential|signature|cookie)[\\w.\\-]*[\"'\\]]*\\s*(=|:)"
                    + "|(key|\\bsig|\\bsas|\\bpin|auth|authorization)[\"'\\]]*\\s*(=|:)"
                    + "|(password|passwd|passphrase|passcode|-pass|\\bpwd|secret|token|bearer|basic|(api|access|private)[-_ ]?key)"
                    + "[\"'\\]]*\\s+\\S");
    /** Addresses and lines of a password file with somebody's password in them, whatever it is made of. */
    private static final Pattern ADDRESS = Pattern.compile(
            "://[^\\s:@]*:[^\\s]*@|\\s-u\\s*[^\\s:]+:\\S|(?m)^[^:\\s]+:(\\d+|\\*):[^:\\s]+:[^:\\s]+:\\S+$");
    /** Keys and hashes that show by their form what they are. */
    private static final Pattern FORM = Pattern.compile(
            "\\b(AKIA|ASIA)[0-9A-Z]{12,}|(?<![\\w/+])(?=[^A-Z\\s]*[A-Z])(?=[^a-z\\s]*[a-z])(?=[^0-9\\s]*[0-9])[A-Za-z0-9/+]{40}(?![\\w/+])"
                    + "|\\beyJ[\\w-]{8,}\\.|\\b(gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|AIza|[sr]k_(live|test)_)\\w"
                    + "|-----BEGIN |SCRAM-SHA-|\\bmd5[0-9a-f]{32}\\b");
    /** Options of foreign servers and of the users there, in which anything may be a secret. */
    private static final Set<String> COLUMNS = Set.of("srvoptions", "umoptions", "passw", "secret", "credential");

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
        return holdsSecret(column, value) ? HIDDEN : value;
    }

    private static boolean holdsSecret(String column, String value) {
        String name = column.toLowerCase(Locale.ROOT);
        return COLUMNS.stream().anyMatch(name::contains)
                || NAMED_SECRET.matcher(value).find()
                || ADDRESS.matcher(value).find()
                || FORM.matcher(value).find();
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
