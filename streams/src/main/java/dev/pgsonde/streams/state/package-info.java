/** What the processor remembers: one store a concern, each entry packed by hand since it is read and written for every row. */
@NullMarked
package dev.pgsonde.streams.state;

import org.jspecify.annotations.NullMarked;
