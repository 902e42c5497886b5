package dev.pgsonde.flink;

/** One row of one sample, as Flink likes to pass it on: public fields of simple types. */
public final class RowRead {
    public String source = "";
    public String view = "";
    public String subject = "";
    public String kind = "";
    public String incarnation = "";
    public long tick;
    public long[] counters = new long[0];

    /** By what it is told apart. */
    public String key() {
        return source + '\0' + view + '\0' + subject;
    }
}
