package dev.pgsonde.schema;

/**
 * One subject's part in the change, as shares of the whole change.
 *
 * @param rate because each of its units has become dearer
 * @param mix because there are more of them
 * @param before what one of them cost, 0 when there was none
 */
public record Contribution(
        String metric,
        String subjectKind,
        String subject,
        double share,
        double rate,
        double mix,
        double before,
        double now) {}
