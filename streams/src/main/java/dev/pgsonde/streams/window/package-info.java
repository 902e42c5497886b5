/** Which window a difference belongs to, and what a window's differences add up to. Pure. */
@NullMarked
package dev.pgsonde.streams.window;

import org.jspecify.annotations.NullMarked;
