package dev.pgsonde.schema;

import java.nio.ByteBuffer;

/** A record that could not be taken in: where it stood, why, and its bytes. */
public record Reject(String source, String topic, int partition, long offset, String reason, ByteBuffer bytes) {}
