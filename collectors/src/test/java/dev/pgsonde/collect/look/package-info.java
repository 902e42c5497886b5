/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.look;

import org.jspecify.annotations.NullMarked;
