@NullMarked
package dev.pgsonde.deliver;

import org.jspecify.annotations.NullMarked;
