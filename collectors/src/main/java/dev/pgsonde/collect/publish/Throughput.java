package dev.pgsonde.collect.publish;

/** What has become of everything that was written so far: arrived, waiting in the spool now, lost. */
public record Throughput(long records, long bytes, long spooledRecords, long spooledBytes, long lostRecords) {
    Throughput and(Throughput other) {
        return new Throughput(
                records + other.records,
                bytes + other.bytes,
                spooledRecords + other.spooledRecords,
                spooledBytes + other.spooledBytes,
                lostRecords + other.lostRecords);
    }
}
