/** SQL that people run: the one place where names and values become identifiers and literals of PostgreSQL. */
@NullMarked
package dev.pgsonde.sql;

import org.jspecify.annotations.NullMarked;
