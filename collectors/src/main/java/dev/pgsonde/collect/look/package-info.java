/** What was seen, compared with what was seen before: frames, their differences, and markers. Pure. */
@NullMarked
package dev.pgsonde.collect.look;

import org.jspecify.annotations.NullMarked;
