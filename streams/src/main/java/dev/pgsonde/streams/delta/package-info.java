/** What happened between two samples, or why that cannot be known. Pure. */
@NullMarked
package dev.pgsonde.streams.delta;

import org.jspecify.annotations.NullMarked;
