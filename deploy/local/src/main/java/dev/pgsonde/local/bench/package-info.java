/** Measures what the pipeline costs, beside what others cost, and says whether that is as little as was promised. */
@NullMarked
package dev.pgsonde.local.bench;

import org.jspecify.annotations.NullMarked;
