@NullMarked
package dev.pgsonde.local.contest;

import org.jspecify.annotations.NullMarked;
