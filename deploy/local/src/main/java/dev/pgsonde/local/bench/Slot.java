package dev.pgsonde.local.bench;

/** A stretch of time in which one sampled, so many times; what the server used in it, and what the sampler did. */
record Slot(String who, int times, double seconds, double serverMs, double ownMs) {}
