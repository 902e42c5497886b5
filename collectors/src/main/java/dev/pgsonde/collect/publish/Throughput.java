package dev.pgsonde.collect.publish;

/** How much has arrived in Kafka so far, how much waits on disk now, and how much was lost. */
public record Throughput(long records, long bytes, long spooledRecords, long spooledBytes, long lostRecords) {}
