package dev.pgsonde.collect.text;

/**
 * Cuts SQL into tokens as PostgreSQL does. Where servers of different versions or settings would cut differently, and
 * so see a literal where others see words, all that follows is one value.
 */
final class Lexer {
    enum Kind {
        WORD,
        QUOTED,
        VALUE,
        PARAMETER,
        OPERATOR,
        MARK,
        END
    }

    /** No name is longer: the server cuts words at 63 bytes, and in quotes some are written with two or more. */
    private static final int LONGEST_WORD = 63;

    private static final int LONGEST_QUOTED = 130;
    private static final String OPERATORS = "~!@#^&|`?+-*/%<>=";
    private static final String MARKS = ",;()[].:";

    private final String sql;
    private int at;
    private int start;
    private boolean gap;
    private Kind kind = Kind.END;

    Lexer(String sql) {
        this.sql = sql;
    }

    Kind next() {
        skipBlanks();
        start = at;
        kind = at == sql.length() ? Kind.END : read(sql.charAt(at));
        return kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether something stood between this token and the one before. */
    boolean afterGap() {
        return gap;
    }

    int start() {
        return start;
    }

    int end() {
        return at;
    }

    boolean is(char mark) {
        return at - start == 1 && sql.charAt(start) == mark && kind != Kind.WORD;
    }

    String text() {
        return sql.substring(start, at);
    }

    private Kind read(char first) {
        char second = peek(1);
        if (isDigit(first) || (first == '.' && isDigit(second))) {
            return number();
        }
        if (first == '\'') {
            return plain(at + 1);
        }
        if (second == '\'' && isOneOf(first, "eE")) {
            return escaped(at + 2);
        }
        if (second == '\'' && isOneOf(first, "bBxXnN")) {
            return plain(at + 2);
        }
        if (isOneOf(first, "uU") && second == '&' && isOneOf(peek(2), "'\"")) {
            return peek(2) == '"' ? quoted(at + 3) : plain(at + 3);
        }
        if (first == '"') {
            return quoted(at + 1);
        }
        if (first == '$') {
            return isDigit(second) ? parameter() : dollarQuoted();
        }
        if (isWordStart(first)) {
            return word();
        }
        return MARKS.indexOf(first) >= 0 ? mark() : operator();
    }

    private Kind mark() {
        at++;
        return Kind.MARK;
    }

    private Kind word() {
        at++;
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
        return at - start > LONGEST_WORD ? Kind.VALUE : Kind.WORD;
    }

    private Kind parameter() {
        at++;
        while (isDigit(peek(0))) {
            at++;
        }
        return Kind.PARAMETER;
    }

    private Kind operator() {
        do {
            at++;
        } while (at < sql.length() && OPERATORS.indexOf(sql.charAt(at)) >= 0 && !isComment());
        return is('?') ? Kind.VALUE : Kind.OPERATOR;
    }

    /** With all letters that touch it. Some servers end 1x$a$ after the number, some after the word, some refuse it. */
    private Kind number() {
        boolean letters = false;
        while (at < sql.length() && (isDigit(peek(0)) || peek(0) == '.' || isWordStart(peek(0)))) {
            letters |= isWordStart(peek(0));
            boolean exponent = isOneOf(peek(0), "eE") && isOneOf(peek(1), "+-") && isDigit(peek(2));
            at += exponent ? 2 : 1;
        }
        return letters && peek(0) == '$' ? allThatFollows() : Kind.VALUE;
    }

    /** A backslash before a quote hides it from servers with standard_conforming_strings off only. */
    private Kind plain(int from) {
        boolean escape = false;
        for (int n = from; n < sql.length(); n++) {
            char c = sql.charAt(n);
            if (c == '\'' && escape) {
                return allThatFollows();
            }
            if (c == '\'' && charAt(n + 1) == '\'') {
                n++;
            } else if (c == '\'') {
                at = n + 1;
                return Kind.VALUE;
            }
            escape = c == '\\' && !escape;
        }
        return allThatFollows();
    }

    private Kind escaped(int from) {
        for (int n = from; n < sql.length(); n++) {
            char c = sql.charAt(n);
            if (c == '\\' || (c == '\'' && charAt(n + 1) == '\'')) {
                n++;
            } else if (c == '\'') {
                at = n + 1;
                return Kind.VALUE;
            }
        }
        return allThatFollows();
    }

    private Kind quoted(int from) {
        for (int n = sql.indexOf('"', from); n >= 0; n = sql.indexOf('"', n + 2)) {
            if (charAt(n + 1) != '"') {
                at = n + 1;
                return at - start > LONGEST_QUOTED ? Kind.VALUE : Kind.QUOTED;
            }
        }
        return allThatFollows();
    }

    private Kind dollarQuoted() {
        int body = endOfTag() + 1;
        int end = sql.indexOf(sql.substring(at, body), body);
        if (end < 0) {
            return allThatFollows();
        }
        at = end + body - start;
        return Kind.VALUE;
    }

    private int endOfTag() {
        int n = at + 1;
        while (isWordPart(charAt(n)) && charAt(n) != '$') {
            n++;
        }
        return n;
    }

    private boolean isLoneDollar() {
        return peek(0) == '$' && !isDigit(peek(1)) && charAt(endOfTag()) != '$';
    }

    private Kind allThatFollows() {
        at = sql.length();
        return Kind.VALUE;
    }

    private void skipBlanks() {
        int from = at;
        while (at < sql.length()) {
            if (isComment()) {
                at = sql.charAt(at) == '-' ? endOfLine() : endOfComment();
            } else if (isBlank(sql.charAt(at)) || isLoneDollar()) {
                at++;
            } else {
                break;
            }
        }
        gap = at > from;
    }

    private boolean isComment() {
        char first = sql.charAt(at);
        return (first == '-' && peek(1) == '-') || (first == '/' && peek(1) == '*');
    }

    private int endOfLine() {
        int n = at;
        while (n < sql.length() && !isOneOf(sql.charAt(n), "\r\n")) {
            n++;
        }
        return n;
    }

    private int endOfComment() {
        int depth = 0;
        int n = at;
        while (n < sql.length()) {
            char first = sql.charAt(n);
            char second = charAt(n + 1);
            if (first == '/' && second == '*') {
                depth++;
                n += 2;
            } else if (first == '*' && second == '/') {
                depth--;
                n += 2;
            } else {
                n++;
            }
            if (depth == 0) {
                return n;
            }
        }
        return n;
    }

    /** White space, and characters that no statement has outside of literals. */
    private static boolean isBlank(char c) {
        return !(isDigit(c) || isWordStart(c) || isOneOf(c, "'\"$") || isOneOf(c, MARKS) || isOneOf(c, OPERATORS));
    }

    private char peek(int ahead) {
        return charAt(at + ahead);
    }

    private char charAt(int index) {
        return index < sql.length() ? sql.charAt(index) : '\0';
    }

    private static boolean isOneOf(char c, String those) {
        return those.indexOf(c) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= '\u0080';
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }
}
