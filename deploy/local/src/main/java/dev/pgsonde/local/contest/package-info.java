/**
 * What the topology is compared with, each a process of its own: programs that read the same, and do less. None of this
 * is in the way of anybody's data.
 */
@NullMarked
package dev.pgsonde.local.contest;

import org.jspecify.annotations.NullMarked;
