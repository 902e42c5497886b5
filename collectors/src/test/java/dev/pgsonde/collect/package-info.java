/** Tests of the whole module. */
@NullMarked
package dev.pgsonde.collect;

import org.jspecify.annotations.NullMarked;
