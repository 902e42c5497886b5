package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.window.SubjectTerms.Group;
import dev.pgsonde.streams.window.SubjectTerms.Part;
import dev.pgsonde.streams.window.SubjectTerms.Whose;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one source came to in one closed window, by its records: the material of metrics and rules. The server's own sides are
 * in the server's record, those of subjects are added up as their records come.
 */
public final class Figures {
    private static final int NOT_YET_KNOWN = Integer.MIN_VALUE;

    private final SubjectTerms terms;
    private final Tumbling windows;
    private final Amounts[] amounts;
    /** The terms that a record offered. */
    private final BitSet offered = new BitSet();

    /** By the number of the labels that subjects are named by. */
    private final Names[] names;
    /** The same: under which name the record counts that is being added, once it is known. */
    private final int[] nameOfRecord;

    private final Set<String> lacking = new HashSet<>();
    private final Set<String> lookedAt = new HashSet<>();
    private final Map<String, Long> ofServer = new HashMap<>();

    public Figures(SubjectTerms terms, Tumbling windows) {
        this.terms = terms;
        this.windows = windows;
        this.amounts = new Amounts[terms.size()];
        this.names = Stream.generate(Names::new).limit(terms.namings()).toArray(Names[]::new);
        this.nameOfRecord = new int[names.length];
    }

    /** Adds the record of the server, which comes last. */
    public void addServer(Window server) {
        NamedNumbers sums = server.sums();
        for (int n = 0; n < sums.size(); n++) {
            ofServer.put(sums.names().get(n), sums.at(n));
        }
    }

    /** Adds the record of a subject, or of a view. */
    public void add(Window record) {
        String view = record.view();
        boolean isOfView = record.subjectKind().equals(Window.VIEW);
        boolean isPartOfRow = record.reason() != null && !isOfView;
        if (!isPartOfRow && !isWhole(record)) {
            lacking.add(view);
        } else if (record.readings() > 0) {
            lookedAt.add(view);
        }
        if (!isOfView) {
            Arrays.fill(nameOfRecord, NOT_YET_KNOWN);
            for (Group group : terms.plan(view, record.sums().list()).groups()) {
                add(record, group);
            }
        }
    }

    /** Nothing is known of that view. */
    public void lose(String view) {
        lacking.add(view);
    }

    /** Whether enough of the window is known for a verdict. */
    private boolean isWhole(Window record) {
        return record.reason() == null
                && record.coveredMs() * 5 >= windows.length().toMillis() * 4;
    }

    private void add(Window record, Group group) {
        int name = name(record, group.whose());
        for (Part part : group.parts()) {
            if (isNumber(record, part) || part.isOfEveryRow()) {
                offered.set(part.number()); // also by rows that do not count: there are none that would, which is 0
            }
            if (name == Names.NOBODY) {
                continue;
            }
            Amounts amount = amounts[part.number()];
            if (amount == null) {
                amount = new Amounts();
                amounts[part.number()] = amount;
            }
            add(record, part, name, amount);
        }
    }

    private void add(Window record, Part part, int name, Amounts amount) {
        if (part.isCounter() && record.reason() != null) {
            amount.lose(name);
        } else if (isNumber(record, part)) {
            amount.add(name, record.sums().at(part.place()));
        } else if (part.place() == SubjectTerms.READINGS) {
            amount.set(name, record.readings());
        } else if (part.place() == SubjectTerms.COVERED_MS) {
            amount.atLeast(name, record.coveredMs());
        } else if (part.place() == SubjectTerms.ROWS) {
            amount.add(name, 1);
        }
    }

    private static boolean isNumber(Window record, Part part) {
        return part.place() >= 0 && !record.sums().isFraction(part.place());
    }

    /** Whom a record counts for, by some of its labels; nobody, if it is not one that is asked for. */
    private int name(Window record, Whose whose) {
        Map<String, String> labels = record.labels();
        for (Sum.Match match : whose.where()) {
            if (!match.admits(labels.getOrDefault(match.label(), ""))) {
                return Names.NOBODY;
            }
        }
        if (whose.by().isEmpty()) {
            return Names.SERVER;
        }
        if (nameOfRecord[whose.naming()] == NOT_YET_KNOWN) {
            String name = whose.isOfOwnName()
                    ? record.subject()
                    : Subject.of(whose.by().stream()
                            .map(label -> labels.getOrDefault(label, ""))
                            .toList());
            nameOfRecord[whose.naming()] = names[whose.naming()].numberOf(name);
        }
        return nameOfRecord[whose.naming()];
    }

    /** The sum over the whole server, unless a part of it is unknown. */
    public OptionalLong of(Sum sum) {
        Optional<Amounts> all = amounts(sum, List.of());
        return all.isPresent() ? OptionalLong.of(all.get().of(Names.SERVER)) : OptionalLong.empty();
    }

    /** The ratio of each of a metric's subjects. */
    public Ratios of(Metric metric) {
        return ratios(metric.numerator(), metric.denominator(), terms.catalog().labelsOf(metric));
    }

    /** The same of any two sums of a metric or a rule; without a denominator it is one. */
    public Ratios ratios(Sum numerator, @Nullable Sum denominator, List<String> by) {
        Optional<Amounts> above = amounts(numerator, by);
        Optional<Amounts> below = denominator == null ? Optional.empty() : amounts(denominator, by);
        if (above.isEmpty() || (denominator != null && below.isEmpty())) {
            return Ratios.NONE;
        }
        return by.isEmpty()
                ? Ratios.ofServer(above.get(), below.orElse(null))
                : Ratios.byName(names(by), above.get(), below.orElse(null));
    }

    /** None, if no term is of subjects that are named by these labels. */
    private Names names(List<String> by) {
        int naming = terms.naming(by);
        return naming < 0 ? new Names() : names[naming];
    }

    /** Whether there was a look at the view in this window. */
    public boolean wasLookedAt(String view) {
        return lookedAt.contains(view) && !lacking.contains(view);
    }

    /** Empty unless all of it is known. Columns of views that know nothing of such names are the whole server's. */
    private Optional<Amounts> amounts(Sum sum, List<String> by) {
        Amounts all = new Amounts();
        for (Sum.Term term : sum.terms()) {
            Optional<Amounts> one = amounts(term, by);
            if (one.isEmpty()) {
                return one;
            }
            all.add(term.times(), one.get());
        }
        return Optional.of(all);
    }

    private Optional<Amounts> amounts(Sum.Term term, List<String> by) {
        if (terms.catalog().isOfServer(term, by)) {
            Long amount = ofServer.get(term.name());
            return amount == null ? Optional.empty() : Optional.of(Amounts.ofServer(amount));
        }
        int number = terms.number(term, by);
        boolean isKnown = !lacking.contains(term.view()) && (offered.get(number) || term.whereOffered());
        Amounts known = amounts[number];
        return isKnown ? Optional.of(known == null ? new Amounts() : known) : Optional.empty();
    }
}
