/** The thin shell: Kafka Streams around the pure core, one processor, one store a concern. */
@NullMarked
package dev.pgsonde.streams;

import org.jspecify.annotations.NullMarked;
