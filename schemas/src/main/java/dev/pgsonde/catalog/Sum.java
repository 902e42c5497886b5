package dev.pgsonde.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Columns added up, as in {@code wal.wal_bytes - wal_images.bytes?} or {@code waits.samples{state=active}}. A
 * question mark says that servers without the view or the number are to be judged without the term; without it they are
 * not judged at all.
 */
public record Sum(List<Term> terms) {
    private static final Pattern TERM =
            Pattern.compile("\\s*([+-])?\\s*(?:(\\d+)\\s*\\*\\s*)?([a-z_0-9]+\\.[a-z_0-9]+)(?:\\{([^{}]+)})?(\\?)?");

    /** One column, {@code times} over, of the rows whose labels are as {@code where} says. */
    public record Term(String counter, long times, List<Match> where, boolean whereOffered) {
        public Term {
            where = List.copyOf(where);
        }

        public Term(String counter, long times, boolean whereOffered) {
            this(counter, times, List.of(), whereOffered);
        }

        public String view() {
            return counter.substring(0, counter.indexOf('.'));
        }

        public String column() {
            return counter.substring(counter.indexOf('.') + 1);
        }

        /** As it is written, without its factor. */
        private String text() {
            return text(", ");
        }

        /**
         * What it comes to for a whole server is published under this name. Each condition stands in brackets of its own: a
         * column of Druid's with a comma in its name cannot be kept.
         */
        public String name() {
            return text("}{");
        }

        private String text(String between) {
            String conditions = where.isEmpty()
                    ? ""
                    : where.stream().map(Match::toString).collect(Collectors.joining(between, "{", "}"));
            return counter + conditions + (whereOffered ? "?" : "");
        }
    }

    /** Rows whose label is one of these, or none of them. */
    public record Match(String label, boolean among, List<String> values) {
        private static final Pattern FORM = Pattern.compile("\\s*([a-z_]+)\\s*(!?=)\\s*(.+)");

        public Match {
            values = List.copyOf(values);
        }

        static Match parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("not a condition on a label (label=value|value): " + text);
            }
            return new Match(
                    form.group(1),
                    form.group(2).equals("="),
                    Pattern.compile("\\|")
                            .splitAsStream(form.group(3))
                            .map(String::strip)
                            .toList());
        }

        public boolean admits(String value) {
            return values.contains(value) == among;
        }

        @Override
        public String toString() {
            return label + (among ? "=" : "!=") + String.join("|", values);
        }
    }

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
                    matcher.group(3),
                    "-".equals(matcher.group(1)) ? -times : times,
                    matcher.group(4) == null ? List.of() : matches(matcher.group(4)),
                    matcher.group(5) != null));
            end = matcher.end();
        }
        if (terms.isEmpty() || !text.substring(end).isBlank()) {
            throw new IllegalArgumentException("not a sum of view.column terms: " + text);
        }
        return new Sum(terms);
    }

    private static List<Match> matches(String text) {
        return Pattern.compile(",").splitAsStream(text).map(Match::parse).toList();
    }

    boolean isPlain() {
        return terms.stream()
                .allMatch(term -> term.where().isEmpty() && !References.OF_EVERY_VIEW.contains(term.column()));
    }

    @JsonValue
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            text.append(term.times() < 0 ? " - " : text.length() == 0 ? "" : " + ");
            text.append(Math.abs(term.times()) == 1 ? "" : Math.abs(term.times()) + " * ");
            text.append(term.text());
        }
        return text.toString().strip();
    }
}
