/** What every process of ours does the same way: reads its configuration, and ends with whoever started it. */
@NullMarked
package dev.pgsonde.process;

import org.jspecify.annotations.NullMarked;
