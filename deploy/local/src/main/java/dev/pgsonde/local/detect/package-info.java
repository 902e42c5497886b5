/** The detector on anybody's series: from a file, and in a contest with others. */
@NullMarked
package dev.pgsonde.local.detect;

import org.jspecify.annotations.NullMarked;
