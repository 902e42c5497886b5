/** The whole pipeline on one machine: the real servers and our own processes, as children that end when we do. */
@NullMarked
package dev.pgsonde.local.stack;

import org.jspecify.annotations.NullMarked;
