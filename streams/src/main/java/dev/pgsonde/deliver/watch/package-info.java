/** Judges whether pgsonde itself works: every source sampled, every agent alive, the streams at work, Kafka there. */
@NullMarked
package dev.pgsonde.deliver.watch;

import org.jspecify.annotations.NullMarked;
