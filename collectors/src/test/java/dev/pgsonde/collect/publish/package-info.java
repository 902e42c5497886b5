/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.publish;

import org.jspecify.annotations.NullMarked;
