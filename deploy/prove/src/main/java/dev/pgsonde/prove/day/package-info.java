/** A day of changes: what of them moved something, by counters that the proof reads itself, and what was said of it. */
@NullMarked
package dev.pgsonde.prove.day;

import org.jspecify.annotations.NullMarked;
