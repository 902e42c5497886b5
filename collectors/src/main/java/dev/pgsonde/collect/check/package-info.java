/** Whether the agent would find everything it needs: facts, rules over them, and a table of what is missing. */
@NullMarked
package dev.pgsonde.collect.check;

import org.jspecify.annotations.NullMarked;
