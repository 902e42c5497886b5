/** Alerts in the terminal: what is wrong, why, and what people say to it. */
@NullMarked
package dev.pgsonde.local.alert;

import org.jspecify.annotations.NullMarked;
