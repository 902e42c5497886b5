/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.clock;

import org.jspecify.annotations.NullMarked;
