/** What runs against a database while it is watched: tables, clients, and how fast they go. */
@NullMarked
package dev.pgsonde.local.workload;

import org.jspecify.annotations.NullMarked;
