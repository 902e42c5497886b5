package dev.pgsonde.local.demo;

import java.time.Instant;

/** From when to when, by the server's clock, something was changed. */
record Switch(Instant from, Instant to) {}
