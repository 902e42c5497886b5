package dev.pgsonde.flink;

/** What is remembered of one row: what it read last, and what has been added up in the window that is open. */
public final class Series {
    public String source = "";
    public String view = "";
    public String subject = "";
    public String kind = "";
    public String incarnation = "";
    public long[] last = new long[0];
    public long[] sums = new long[0];
    public int samples;
    /** Of the open window. */
    public long end;

    static Series of(RowRead row) {
        Series series = new Series();
        series.source = row.source;
        series.view = row.view;
        series.subject = row.subject;
        series.kind = row.kind;
        series.incarnation = row.incarnation;
        series.last = row.counters;
        series.sums = new long[row.counters.length];
        return series;
    }

    void add(RowRead row) {
        for (int n = 0; n < last.length; n++) {
            long change = row.counters[n] - last[n];
            // a counter that went back began anew
            sums[n] += change < 0 ? row.counters[n] : change;
        }
        last = row.counters;
        samples++;
    }
}
