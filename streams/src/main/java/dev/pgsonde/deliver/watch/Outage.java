package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Alert.Rating;
import dev.pgsonde.schema.Alert.Severity;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be wrong with pgsonde itself, and whom it wakes. */
public enum Outage {
    /** No agent of a source reports, and none said that it would stop. */
    AGENT_SILENT(Severity.PAGE, "page: nothing is known of the source while this lasts"),
    /** An agent reports that PostgreSQL does not answer, or refuses. */
    SERVER_UNREACHABLE(Severity.PAGE, "page: nothing is known of the source while this lasts"),
    /** An agent reports that something else keeps it from sampling. */
    AGENT_FAILING(Severity.PAGE, "page: nothing is known of the source while this lasts"),
    /** Agents stand by, and nobody samples. */
    SOURCE_NOT_SAMPLED(Severity.PAGE, "page: nothing is known of the source while this lasts"),
    /** An agent says that it samples, and none of its records arrives. */
    SOURCE_SILENT(Severity.PAGE, "page: nothing is known of the source while this lasts"),
    /** The agents of a source were stopped on purpose. */
    AGENT_STOPPED(Severity.WARN, "no page: it was stopped on purpose"),
    /** One of several agents does not report. */
    AGENT_LOST(Severity.WARN, "no page: another agent samples the source"),
    /** Samples arrive, and the streams process none of them. */
    STREAMS_STOPPED(Severity.PAGE, "page: no alert of any source is found while this lasts"),
    /** Records are rejected, one after the other. */
    REJECTS_GROW(Severity.WARN, "no page: all other records are processed"),
    /** Kafka does not answer. */
    KAFKA_UNREACHABLE(Severity.PAGE, "page: no alert of any source is found or notified while this lasts");

    /** What stands for the source of what concerns all of them. */
    public static final String WHOLE = "pgsonde";

    private final Severity severity;
    private final String reason;

    Outage(Severity severity, String reason) {
        this.severity = severity;
        this.reason = reason;
    }

    Rating rating() {
        return new Rating(severity, reason);
    }

    /** As the metric of its alert. */
    public String metric() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outage named(String metric) {
        return Stream.of(values())
                .filter(kind -> kind.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no outage is called " + metric));
    }

    static boolean isOne(String metric) {
        return Stream.of(values()).anyMatch(kind -> kind.metric().equals(metric));
    }

    /** Whether it is judged by what the agents of one source report. */
    boolean isOfSource() {
        return this != STREAMS_STOPPED && this != REJECTS_GROW && this != KAFKA_UNREACHABLE;
    }
}
