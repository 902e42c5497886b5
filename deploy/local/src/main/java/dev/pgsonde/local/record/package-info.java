/** A run put into a file, fed back into a fresh pipeline, and compared with itself. */
@NullMarked
package dev.pgsonde.local.record;

import org.jspecify.annotations.NullMarked;
