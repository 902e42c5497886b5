/** Deltas and windows of samples as somebody would write them in Flink, to be compared with. */
@NullMarked
package dev.pgsonde.flink;

import org.jspecify.annotations.NullMarked;
