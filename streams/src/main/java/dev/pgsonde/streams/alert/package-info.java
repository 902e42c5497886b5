/** From a verdict to the record that people read, and its life. Pure. */
@NullMarked
package dev.pgsonde.streams.alert;

import org.jspecify.annotations.NullMarked;
