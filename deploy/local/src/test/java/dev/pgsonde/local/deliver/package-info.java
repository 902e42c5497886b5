/** Alerts on their way from Kafka to those who are told, while some of those are away. */
@NullMarked
package dev.pgsonde.local.deliver;

import org.jspecify.annotations.NullMarked;
