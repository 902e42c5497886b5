package dev.pgsonde.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A state that is worth telling by itself, whatever was before: all conditions hold for as long as {@code hold}.
 *
 * @param after the change that is to be looked at; without it the rule holds always
 * @param hold how long it must last
 * @param patience how long a condition may fail without ending it
 * @param practice who says that this is a problem, and from where on
 * @param says what is told of it; {@code {value}}, {@code {subject}}, and names of its labels and texts are filled in
 * @param remedy SQL that ends it, in which each part says what it is: {@code {literal:slot}}
 * @param members metrics whose subjects carry it
 * @param by the labels that tell its subjects apart, where they are not those of the first column's view
 * @param pages what makes it a page
 */
public record Rule(
        String rule,
        String about,
        String subject,
        @Nullable After after,
        List<Condition> when,
        Duration hold,
        @Nullable Duration patience,
        Severity severity,
        String practice,
        String says,
        @Nullable String remedy,
        @Nullable List<String> members,
        @Nullable List<String> by,
        @Nullable Pages pages) {
    /** What it is while it is no page. */
    public enum Severity {
        WARN,
        INFO
    }

    /**
     * A ratio that is too high or too low.
     *
     * @param per what it is divided by; without it the sum itself counts
     * @param times the limit is so many times this, where a number of the server's own decides
     */
    public record Condition(
            Sum of,
            @Nullable Sum per,
            @Nullable String unit,
            @Nullable Double atLeast,
            @Nullable Double atMost,
            @Nullable Times times) {
        public Condition {
            if ((atLeast == null) == (atMost == null)) {
                throw new IllegalArgumentException("the condition on " + of + " needs either at_least or at_most");
            }
        }

        public double limit() {
            return atLeast != null ? atLeast : atMost != null ? atMost : Double.NaN;
        }

        public boolean isMet(double value, double actualLimit) {
            return atLeast != null ? value >= actualLimit : value <= actualLimit;
        }

        Stream<Sum> sums() {
            Stream<Sum> own = per == null ? Stream.of(of) : Stream.of(of, per);
            return times == null ? own : Stream.concat(own, Stream.of(times.of(), times.per()));
        }

        Condition at(double otherLimit) {
            return atLeast != null
                    ? new Condition(of, per, unit, otherLimit, null, times)
                    : new Condition(of, per, unit, null, otherLimit, times);
        }
    }

    /** A ratio that a limit is a multiple of. */
    public record Times(Sum of, Sum per) {}

    /**
     * A change of which the rule says that it has no effect, as long as it is new.
     *
     * @param kind of its marker; a setting of a role or a database is a setting too
     * @param of which settings, tables ..., as a regular expression for all of the name; without it any
     * @param from what it was before, as a regular expression; without it anything
     * @param to what it is now, in the same way
     */
    public record After(
            String kind,
            @Nullable Pattern of,
            @Nullable Pattern from,
            @Nullable Pattern to) {}

    public Rule {
        when = List.copyOf(when);
        patience = patience == null ? Duration.ZERO : patience;
        members = members == null ? List.of() : List.copyOf(members);
        by = by == null ? List.of() : List.copyOf(by);
        if (when.isEmpty()) {
            throw new IllegalArgumentException("rule " + rule + " has no condition (when)");
        }
        if (pages != null && pages.ratio() != null) {
            throw new IllegalArgumentException("rule " + rule + " has no baseline, so its pages cannot have a ratio");
        }
    }

    @Override
    public Duration patience() {
        return patience == null ? Duration.ZERO : patience;
    }

    @Override
    public List<String> members() {
        return members == null ? List.of() : members;
    }

    @Override
    public List<String> by() {
        return by == null ? List.of() : by;
    }

    @Override
    public Pages pages() {
        return pages == null ? Pages.NEVER : pages;
    }

    /** Whether the rule says what pages. */
    boolean saysWhatPages() {
        return pages != null;
    }

    /** The condition whose value is shown. */
    public Condition headline() {
        return when.get(0);
    }

    /** The same rule, told after another time, or from another limit on. */
    public Rule with(@Nullable Duration otherHold, @Nullable Double otherLimit) {
        List<Condition> conditions = new ArrayList<>(when);
        if (otherLimit != null) {
            conditions.set(0, headline().at(otherLimit));
        }
        Duration held = otherHold == null ? hold : otherHold;
        return with(conditions, held, pages);
    }

    /** The same rule, of which other things are pages. */
    public Rule paging(@Nullable Pages others) {
        return others == null ? this : with(when, hold, others);
    }

    private Rule with(List<Condition> conditions, Duration held, @Nullable Pages paging) {
        return new Rule(
                rule,
                about,
                subject,
                after,
                conditions,
                held,
                patience,
                severity,
                practice,
                says,
                remedy,
                members,
                by,
                paging);
    }
}
