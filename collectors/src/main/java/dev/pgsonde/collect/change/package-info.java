/** Changed rows from the WAL: an embedded Debezium, the sizes of what it reads, and the life of its slot. */
@NullMarked
package dev.pgsonde.collect.change;

import org.jspecify.annotations.NullMarked;
