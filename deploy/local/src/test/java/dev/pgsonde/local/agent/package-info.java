/** Agents in trouble: on real servers, through a real Kafka. */
@NullMarked
package dev.pgsonde.local.agent;

import org.jspecify.annotations.NullMarked;
