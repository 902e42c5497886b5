/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.text;

import org.jspecify.annotations.NullMarked;
