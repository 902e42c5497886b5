/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.wait;

import org.jspecify.annotations.NullMarked;
