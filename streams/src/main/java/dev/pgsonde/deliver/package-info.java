/** Takes alerts from their topic to where people look: one consumer, one queue and one thread a receiver. */
@NullMarked
package dev.pgsonde.deliver;

import org.jspecify.annotations.NullMarked;
