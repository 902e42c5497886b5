/** Reads from Kafka what tells whether pgsonde works, and publishes the alerts that come of it: one instance at a time. */
@NullMarked
package dev.pgsonde.deliver.evidence;

import org.jspecify.annotations.NullMarked;
