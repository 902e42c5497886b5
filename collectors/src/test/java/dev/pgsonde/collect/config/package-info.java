/** Tests of the package of the same name. */
@NullMarked
package dev.pgsonde.collect.config;

import org.jspecify.annotations.NullMarked;
