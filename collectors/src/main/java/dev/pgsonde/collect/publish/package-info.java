/** Records to Kafka: what is sent, what was lost, and whether anybody listens. */
@NullMarked
package dev.pgsonde.collect.publish;

import org.jspecify.annotations.NullMarked;
