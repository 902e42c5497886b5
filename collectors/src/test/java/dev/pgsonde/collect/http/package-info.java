/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.http;

import org.jspecify.annotations.NullMarked;
