/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.host;

import org.jspecify.annotations.NullMarked;
