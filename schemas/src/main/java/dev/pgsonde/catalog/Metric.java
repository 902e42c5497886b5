package dev.pgsonde.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ratio of sums, defined once: everything that shows, judges or queries it reads it here. Columns of views that tell
 * the metric's subjects apart are those of one subject; columns of other views are those of the whole server.
 *
 * @param work another metric of the same denominator, that says how much is done for one of it: what changes only
 *     because more is done at once has not become dearer
 * @param ceiling another metric of the same denominator that this one cannot exceed, since it is that one without a part
 *     that is only estimated
 * @param members metrics of single subjects, in the same unit, that this one is made up of
 * @param beside metrics whose members may be what moves this one
 * @param evidence a rise of this metric may explain changes of others
 * @param pages what makes a regression of this metric a page
 */
public record Metric(
        String metric,
        String about,
        String subject,
        Sum numerator,
        Sum denominator,
        String unit,
        Worse worse,
        @Nullable Judgement judged,
        @Nullable String work,
        @Nullable String ceiling,
        @Nullable List<String> members,
        @Nullable List<String> beside,
        @Nullable Evidence evidence,
        @Nullable Pages pages) {
    public static final String SERVER = "server";

    /** Which way is bad. */
    public enum Worse {
        MORE,
        LESS,
        NEITHER
    }

    /**
     * When a change of the metric deserves attention.
     *
     * @param leastDenominator windows with fewer are added together before they are judged
     * @param floor the smallest relative change worth telling
     * @param leastExcess how much more (or less) of the numerator 30 s must show, in the numerator's unit
     */
    public record Judgement(long leastDenominator, double floor, double leastExcess) {}

    /**
     * When a rise of the metric is a cause for others, and how likely one.
     *
     * @param kind what such a cause is called
     * @param leastMore the smallest rise, in the metric's unit
     * @param leastTimes the smallest rise, as a multiple of what it was
     * @param moves the metrics that it can move
     */
    public record Evidence(String kind, double leastMore, double leastTimes, double prior, List<String> moves) {
        public Evidence {
            moves = List.copyOf(moves);
        }
    }

    public Metric {
        members = members == null ? List.of() : List.copyOf(members);
        beside = beside == null ? List.of() : List.copyOf(beside);
    }

    public Metric(
            String metric,
            String about,
            String subject,
            Sum numerator,
            Sum denominator,
            String unit,
            Worse worse,
            @Nullable Judgement judged) {
        this(
                metric,
                about,
                subject,
                numerator,
                denominator,
                unit,
                worse,
                judged,
                null,
                null,
                List.of(),
                List.of(),
                null,
                null);
    }

    @Override
    public List<String> members() {
        return members == null ? List.of() : members;
    }

    @Override
    public List<String> beside() {
        return beside == null ? List.of() : beside;
    }

    @Override
    public Pages pages() {
        return pages == null ? Pages.NEVER : pages;
    }

    /** Whether the metric says what pages. */
    boolean saysWhatPages() {
        return pages != null;
    }

    /** The same metric, of which other things are pages. */
    public Metric paging(@Nullable Pages others) {
        return others == null ? this : with(judged, others);
    }

    /** The same metric as evidence only. */
    public Metric unjudged() {
        return with(null, pages);
    }

    private Metric with(@Nullable Judgement judgement, @Nullable Pages paging) {
        return new Metric(
                metric,
                about,
                subject,
                numerator,
                denominator,
                unit,
                worse,
                judgement,
                work,
                ceiling,
                members,
                beside,
                evidence,
                paging);
    }

    /** Whether the sums of whole windows are all that it takes, without a look at single rows. */
    public boolean isPlain() {
        return isOfServer() && numerator.isPlain() && denominator.isPlain();
    }

    public boolean isOfServer() {
        return subject.equals(SERVER);
    }
}
