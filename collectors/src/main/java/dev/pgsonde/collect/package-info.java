/** The agent: one process beside one database server, which publishes what the server says about itself. */
@NullMarked
package dev.pgsonde.collect;

import org.jspecify.annotations.NullMarked;
