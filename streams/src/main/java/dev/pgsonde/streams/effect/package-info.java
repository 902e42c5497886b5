/** What each known change did to each metric: the windows before it against those after it. Pure. */
@NullMarked
package dev.pgsonde.streams.effect;

import org.jspecify.annotations.NullMarked;
