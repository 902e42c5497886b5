/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.guard;

import org.jspecify.annotations.NullMarked;
