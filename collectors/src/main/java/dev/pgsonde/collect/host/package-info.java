/** The machine that the server runs on, when the agent runs there too: what {@code /proc} and {@code /sys} say. */
@NullMarked
package dev.pgsonde.collect.host;

import org.jspecify.annotations.NullMarked;
