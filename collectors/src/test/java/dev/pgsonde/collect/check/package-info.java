/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.check;

import org.jspecify.annotations.NullMarked;
