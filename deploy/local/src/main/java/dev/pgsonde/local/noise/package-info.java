/** What the metrics of servers do while nothing changes: recorded, so that a detector can be judged on real noise. */
@NullMarked
package dev.pgsonde.local.noise;

import org.jspecify.annotations.NullMarked;
