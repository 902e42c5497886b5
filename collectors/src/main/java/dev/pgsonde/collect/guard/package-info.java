/** What keeps the agent harmless: when a view is due, and when it is left in peace. Pure. */
@NullMarked
package dev.pgsonde.collect.guard;

import org.jspecify.annotations.NullMarked;
