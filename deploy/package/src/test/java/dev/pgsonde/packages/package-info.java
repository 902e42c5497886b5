@NullMarked
package dev.pgsonde.packages;

import org.jspecify.annotations.NullMarked;
