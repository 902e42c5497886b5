@NullMarked
package dev.pgsonde.local.detect;

import org.jspecify.annotations.NullMarked;
