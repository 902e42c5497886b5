package dev.pgsonde.collect.text;

import dev.pgsonde.collect.text.Lexer.Kind;

/**
 * Takes out of SQL all that can be somebody's secret: comments, literals, and in statements that take values without
 * quotes all that is not known to be a name. What cannot be understood is taken out.
 */
public final class Scrubber {
    private final String sql;
    private final Lexer lexer;
    private final Line line;
    private Place place = Place.START;
    private int depth;

    private Scrubber(String sql, int longest) {
        this.sql = sql;
        this.lexer = new Lexer(sql);
        this.line = new Line(longest);
    }

    public static Scrubbed scrub(String sql, int longest) {
        return new Scrubber(sql, longest).scrub();
    }

    private Scrubbed scrub() {
        while (lexer.next() != Kind.END && !line.isFull()) {
            if (tellsToken()) {
                line.tell(sql, lexer);
            } else {
                line.hide(lexer.afterGap());
            }
        }
        return line.end();
    }

    private boolean tellsToken() {
        if (lexer.is(';')) {
            place = Place.START;
        } else {
            place = place.after(lexer, depth > 0);
            depth += lexer.is('(') ? 1 : 0;
            depth -= lexer.is(')') && depth > 0 ? 1 : 0;
        }
        if (place == Place.START) {
            depth = 0;
        }
        return lexer.kind() != Kind.VALUE && place.tells(lexer);
    }
}
