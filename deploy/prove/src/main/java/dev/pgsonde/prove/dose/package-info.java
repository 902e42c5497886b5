/** Loads that are recorded once at each dose of more WAL, cut into pieces and put together again. */
@NullMarked
package dev.pgsonde.prove.dose;

import org.jspecify.annotations.NullMarked;
