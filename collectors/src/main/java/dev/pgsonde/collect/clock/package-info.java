/** The server's clock, seen from here, and the edges at which rounds begin. Pure. */
@NullMarked
package dev.pgsonde.collect.clock;

import org.jspecify.annotations.NullMarked;
