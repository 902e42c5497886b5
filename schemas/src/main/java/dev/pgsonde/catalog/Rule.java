package dev.pgsonde.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state that is worth telling by itself, whatever was before: all conditions hold for as long as {@code hold}.
 *
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
     */
    public record Condition(
            Sum of,
            @Nullable Sum per,
            @Nullable String unit,
            @Nullable Double atLeast,
            @Nullable Double atMost) {
        public Condition {
            if ((atLeast == null) == (atMost == null)) {
                throw new IllegalArgumentException("the condition on " + of + " needs either at_least or at_most");
            }
        }

        public double limit() {
            return atLeast != null ? atLeast : atMost != null ? atMost : Double.NaN;
        }

        public boolean isMet(double value) {
            return atLeast != null ? value >= atLeast : value <= limit();
        }

        Condition at(double otherLimit) {
            return atLeast != null
                    ? new Condition(of, per, unit, otherLimit, null)
                    : new Condition(of, per, unit, null, otherLimit);
        }
    }

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
