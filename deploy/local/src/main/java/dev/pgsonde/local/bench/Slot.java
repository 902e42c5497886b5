package dev.pgsonde.local.bench;

/** A stretch of time in which one sampled, once; what the server used in it, and what the sampler did. */
record Slot(String who, double seconds, double serverMs, double ownMs) {}
