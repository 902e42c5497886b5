/** What, of all that happened around an onset, explains it. Pure. */
@NullMarked
package dev.pgsonde.streams.cause;

import org.jspecify.annotations.NullMarked;
