/** What another user of this machine can do to a local pipeline: nothing. */
@NullMarked
package dev.pgsonde.local.neighbour;

import org.jspecify.annotations.NullMarked;
