package dev.pgsonde.collect.text;

import dev.pgsonde.collect.text.Lexer.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names in somebody's SQL that are not qualified: those that stand where a relation does, and those of functions that
 * are called. A name in another place is not among them, nor is one that the statement itself defines in WITH.
 */
public final class SqlNames {
    private static final Set<String> BEFORE_RELATION = Set.of("from", "join", "only", "table");
    private static final Set<String> END_OF_FROM = Set.of(
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "window",
            "union",
            "intersect",
            "except",
            "select",
            "for");
    /** After these a word with a parenthesis is a call; after any other word it is an alias. */
    private static final Set<String> BEFORE_CALL = Set.of(
            "select",
            "from",
            "join",
            "where",
            "and",
            "or",
            "not",
            "on",
            "by",
            "case",
            "when",
            "then",
            "else",
            "having",
            "in",
            "like",
            "ilike",
            "similar",
            "to",
            "between",
            "lateral",
            "distinct",
            "all",
            "any",
            "limit",
            "offset",
            "values",
            "is",
            "using");

    private final String sql;
    private final List<Place> places;

    /** A name as the server folds it, and where in the SQL it stands. */
    private record Place(String name, int start, boolean isCall) {}

    private record Token(Kind kind, String text, int start) {
        boolean isName() {
            return kind == Kind.WORD || kind == Kind.QUOTED;
        }

        boolean is(String mark) {
            return kind == Kind.MARK && text.equals(mark);
        }

        /** Of words only: a name in quotes is never a key word. */
        String word() {
            return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : "";
        }

        /** The server folds unquoted ASCII letters only. */
        String name() {
            return kind == Kind.QUOTED
                    ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                    : text.chars()
                            .map(c -> c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
        }
    }

    private static final Token NONE = new Token(Kind.END, "", 0);

    private SqlNames(String sql, List<Place> places) {
        this.sql = sql;
        this.places = List.copyOf(places);
    }

    public static SqlNames of(String sql) {
        List<Token> tokens = tokens(sql);
        Set<String> defined = definedInWith(tokens);
        List<Place> places = new ArrayList<>();
        Deque<Boolean> inFrom = new ArrayDeque<>(List.of(false));
        boolean expected = false;
        for (int n = 0; n < tokens.size(); n++) {
            Token token = tokens.get(n);
            Token before = n == 0 ? NONE : tokens.get(n - 1);
            Token after = n + 1 == tokens.size() ? NONE : tokens.get(n + 1);
            boolean standsAlone =
                    token.isName() && !before.is(".") && !after.is(".") && !defined.contains(token.name());
            if (standsAlone && after.is("(") && isBeforeCall(before)) {
                places.add(new Place(token.name(), token.start(), true));
            } else if (standsAlone && !after.is("(") && expected && !BEFORE_RELATION.contains(token.word())) {
                places.add(new Place(token.name(), token.start(), false));
            }
            expected = isRelationExpectedAfter(token, expected, inFrom);
        }
        return new SqlNames(sql, places);
    }

    private static boolean isBeforeCall(Token before) {
        return before.kind() == Kind.END
                || before.kind() == Kind.OPERATOR
                || before.is("(")
                || before.is(",")
                || before.is("[")
                || BEFORE_CALL.contains(before.word());
    }

    /** Also keeps, for each parenthesis that is open, whether a list of relations is being read in it. */
    private static boolean isRelationExpectedAfter(Token token, boolean expected, Deque<Boolean> inFrom) {
        if (token.is("(")) {
            inFrom.push(expected);
            return expected;
        }
        if (token.is(")")) {
            if (inFrom.size() > 1) {
                inFrom.pop();
            }
            return false;
        }
        if (END_OF_FROM.contains(token.word())) {
            replaceTop(inFrom, false);
            return false;
        }
        if (BEFORE_RELATION.contains(token.word())) {
            replaceTop(inFrom, true);
            return true;
        }
        return token.is(",") && Boolean.TRUE.equals(inFrom.peek());
    }

    private static void replaceTop(Deque<Boolean> inFrom, boolean value) {
        inFrom.pop();
        inFrom.push(value);
    }

    private static List<Token> tokens(String sql) {
        Lexer lexer = new Lexer(sql);
        List<Token> tokens = new ArrayList<>();
        while (lexer.next() != Kind.END) {
            boolean escaped = lexer.kind() == Kind.QUOTED && !lexer.text().startsWith("\"");
            tokens.add(new Token(escaped ? Kind.VALUE : lexer.kind(), lexer.text(), lexer.start()));
        }
        return tokens;
    }

    /** {@code name AS (}, {@code name (columns) AS MATERIALIZED (} and the like. */
    private static Set<String> definedInWith(List<Token> tokens) {
        Set<String> defined = new HashSet<>();
        for (int n = 1; n < tokens.size(); n++) {
            if (tokens.get(n).word().equals("as") && isFollowedByQuery(tokens, n + 1)) {
                int name = tokens.get(n - 1).is(")") ? beforeParenthesis(tokens, n - 1) : n - 1;
                if (name >= 0 && tokens.get(name).isName()) {
                    defined.add(tokens.get(name).name());
                }
            }
        }
        return defined;
    }

    private static boolean isFollowedByQuery(List<Token> tokens, int from) {
        int n = from;
        while (n < tokens.size()
                && Set.of("not", "materialized").contains(tokens.get(n).word())) {
            n++;
        }
        return n < tokens.size() && tokens.get(n).is("(");
    }

    private static int beforeParenthesis(List<Token> tokens, int closing) {
        int depth = 0;
        for (int n = closing; n >= 0; n--) {
            depth += tokens.get(n).is(")") ? 1 : tokens.get(n).is("(") ? -1 : 0;
            if (depth == 0) {
                return n - 1;
            }
        }
        return -1;
    }

    public Set<String> relations() {
        return names(false);
    }

    public Set<String> functions() {
        return names(true);
    }

    private Set<String> names(boolean calls) {
        return places.stream()
                .filter(place -> place.isCall() == calls)
                .map(Place::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The SQL with these names qualified: by name the schema, as it is to be written. */
    public String qualified(Map<String, String> relations, Map<String, String> functions) {
        StringBuilder text = new StringBuilder(sql);
        for (int n = places.size() - 1; n >= 0; n--) {
            Place place = places.get(n);
            String schema = (place.isCall() ? functions : relations).get(place.name());
            if (schema != null) {
                text.insert(place.start(), schema + ".");
            }
        }
        return text.toString();
    }
}
