package dev.pgsonde.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counters added up, as in {@code wal_lsn.lsn_bytes - 7800 * wal.wal_fpi?}. A question mark says that servers without
 * the view are to be judged without the term; without it they are not judged at all.
 */
public record Sum(List<Term> terms) {
    private static final Pattern TERM =
            Pattern.compile("\\s*([+-])?\\s*(?:(\\d+)\\s*\\*\\s*)?([a-z_]+\\.[a-z_]+)(\\?)?");

    /** One counter, {@code times} over. */
    public record Term(String counter, long times, boolean whereOffered) {}

    public Sum {
        terms = List.copyOf(terms);
    }

    @JsonCreator
    public static Sum parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(text);
        int end = 0;
        while (matcher.find(end) && matcher.start() == end) {
            long times = matcher.group(2) == null ? 1 : Long.parseLong(matcher.group(2));
            terms.add(new Term(
                    matcher.group(3), "-".equals(matcher.group(1)) ? -times : times, matcher.group(4) != null));
            end = matcher.end();
        }
        if (terms.isEmpty() || !text.substring(end).isBlank()) {
            throw new IllegalArgumentException("not a sum of view.column terms: " + text);
        }
        return new Sum(terms);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            text.append(term.times() < 0 ? " - " : text.length() == 0 ? "" : " + ");
            text.append(Math.abs(term.times()) == 1 ? "" : Math.abs(term.times()) + " * ");
            text.append(term.counter()).append(term.whereOffered() ? "?" : "");
        }
        return text.toString().strip();
    }
}
