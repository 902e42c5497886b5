/** Long experiments, in parts that can be run one by one, and whose results are kept and added up. */
@NullMarked
package dev.pgsonde.prove;

import org.jspecify.annotations.NullMarked;
