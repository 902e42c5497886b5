/** The story that {@code pgsonde demo} tells: a workload, a learnt baseline, a switch, an alert that says why. */
@NullMarked
package dev.pgsonde.local.demo;

import org.jspecify.annotations.NullMarked;
