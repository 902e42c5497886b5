/** The {@code pgsonde} command. */
@NullMarked
package dev.pgsonde.local;

import org.jspecify.annotations.NullMarked;
