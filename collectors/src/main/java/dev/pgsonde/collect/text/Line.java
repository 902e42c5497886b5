package dev.pgsonde.collect.text;

import dev.pgsonde.collect.text.Lexer.Kind;

/** What may be told of a statement, in one line; it ends with a whole token. */
final class Line {
    private static final String HIDDEN = "?";

    private final int longest;
    private final StringBuilder text = new StringBuilder();
    private Kind last = Kind.END;
    private boolean commaWaits;
    private boolean full;

    Line(int longest) {
        this.longest = longest;
    }

    /** A list of values becomes one. */
    void hide(boolean afterGap) {
        commaWaits = false;
        if (last != Kind.VALUE) {
            add(HIDDEN, 0, 1, Kind.VALUE, afterGap);
        }
    }

    void tell(String sql, Lexer token) {
        if (last == Kind.VALUE && token.is(',')) {
            commaWaits = true;
            return;
        }
        endList();
        boolean afterGap = token.afterGap() && !token.is(',') && !token.is(';');
        add(sql, token.start(), token.end(), token.kind(), afterGap);
    }

    Scrubbed end() {
        endList();
        return new Scrubbed(text.toString(), full);
    }

    boolean isFull() {
        return full;
    }

    private void endList() {
        if (commaWaits) {
            commaWaits = false;
            add(",", 0, 1, Kind.MARK, false);
        }
    }

    private void add(String sql, int start, int end, Kind kind, boolean afterGap) {
        boolean blank = !text.isEmpty() && (afterGap || wouldGrowTogether(last, kind));
        full |= text.length() + (blank ? 1 : 0) + end - start > longest;
        if (full) {
            return;
        }
        if (blank) {
            text.append(' ');
        }
        text.append(sql, start, end);
        last = kind;
    }

    private static boolean wouldGrowTogether(Kind before, Kind after) {
        return before != Kind.MARK && after != Kind.MARK;
    }
}
