/** A server whose every count is known, and what must come of it however badly it is watched. */
@NullMarked
package dev.pgsonde.streams.truth;

import org.jspecify.annotations.NullMarked;
