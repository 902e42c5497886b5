@NullMarked
package dev.pgsonde.local.alert;

import org.jspecify.annotations.NullMarked;
