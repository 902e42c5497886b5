/** What sessions do and wait for, by looking at {@code pg_stat_activity} often and counting. */
@NullMarked
package dev.pgsonde.collect.wait;

import org.jspecify.annotations.NullMarked;
