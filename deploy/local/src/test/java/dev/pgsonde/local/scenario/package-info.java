/** What the pipeline says of the troubles that people have had, each made on real servers. */
@NullMarked
package dev.pgsonde.local.scenario;

import org.jspecify.annotations.NullMarked;
