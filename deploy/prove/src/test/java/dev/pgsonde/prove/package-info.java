@NullMarked
package dev.pgsonde.prove;

import org.jspecify.annotations.NullMarked;
