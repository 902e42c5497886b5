package dev.pgsonde.local.detect;

/** A detector's word that a series has changed from {@code onset} on, given when window {@code decidedAt} was known. */
record Call(int onset, int decidedAt, boolean rise, boolean page) {}
