/** What the agent is told: the configuration file as records, checked when they are made. */
@NullMarked
package dev.pgsonde.collect.config;

import org.jspecify.annotations.NullMarked;
