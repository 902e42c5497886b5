/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.change;

import org.jspecify.annotations.NullMarked;
