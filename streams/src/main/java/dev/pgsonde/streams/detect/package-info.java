/** Whether a series has moved: proposed, tested, latched. Pure. */
@NullMarked
package dev.pgsonde.streams.detect;

import org.jspecify.annotations.NullMarked;
