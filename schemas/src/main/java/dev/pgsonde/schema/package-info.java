/** The contract: the records on the topics, the topics, the metrics, and how a record becomes bytes. */
@NullMarked
package dev.pgsonde.schema;

import org.jspecify.annotations.NullMarked;
